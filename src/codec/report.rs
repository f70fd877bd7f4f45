//! What an import yields: records, rejects, skips, warnings, serialised in the contract's JSON shape. Holds codes, never words for people.

use super::value::date::{Birthday, Moment};
use super::value::gender::Gender;
use serde::{Deserialize, Serialize};

/// The whole outcome of an import. With an `error`, every list is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    pub error: Option<FileError>,
    pub format: Option<String>,
    pub customers: Vec<Customer>,
    pub orders: Vec<Order>,
    pub interactions: Vec<Interaction>,
    pub tasks: Vec<Task>,
    pub rejects: Vec<Reject>,
    pub skips: Vec<Skip>,
    pub warnings: Vec<Warning>,
    pub files: Vec<FileSummary>,
    /// Rows of our own sheets about customers of this report that are no records of their own.
    #[serde(skip)]
    pub details: Vec<Detail>,
    /// Rows of our own sheets about nobody: a product, a level.
    #[serde(skip)]
    pub wares: Vec<Own>,
}

/// Cells of a sheet of ours, under the names of their columns.
pub type Own = Vec<(String, String)>;

/// One row of ours about a customer of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    pub customer_at: Place,
    pub own: Own,
}

/// One thing found while reading, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Customer(Box<Customer>),
    Order(Box<Order>),
    Interaction(Box<Interaction>),
    Task(Box<Task>),
    Detail(Box<Detail>),
    /// A row of ours about nobody.
    Ware(Own),
    Reject(Reject),
    Skip(Skip),
    Warning(Warning),
    /// Nothing new; only how far the reading is.
    Progress(Progress),
}

/// How far the reading of all files is, in bytes of decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub done_bytes: u64,
    pub total_bytes: u64,
    pub records: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Person,
    Company,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Customer {
    pub kind: Kind,
    pub name: Option<String>,
    pub gender: Option<Gender>,
    pub birthday: Option<Birthday>,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub wechat: Option<String>,
    pub address: Option<String>,
    pub company: Option<String>,
    pub title: Option<String>,
    pub source: Option<String>,
    pub owner: Option<String>,
    pub tags: Vec<String>,
    pub notes: Option<String>,
    pub created: Option<Moment>,
    pub source_id: Option<String>,
    /// What has no field here: header and value, in the order of the columns. A header may come twice.
    pub extra: Vec<(String, String)>,
    /// The row, where it is one of our own.
    #[serde(skip)]
    pub own: Own,
    /// The city of the address, where a column of its own tells it.
    #[serde(skip)]
    pub city: String,
    /// The row as decoded, where rows are kept: it may have to go to the file of rejects.
    #[serde(skip)]
    pub cells: Vec<String>,
    /// Where the record starts.
    #[serde(flatten)]
    pub at: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Order {
    pub number: String,
    pub date: Option<Moment>,
    pub items: Vec<OrderItem>,
    pub qty: Option<String>,
    /// Plain decimal text.
    pub amount: Option<String>,
    /// What was given back of an order that stands otherwise; plain decimal text.
    #[serde(skip)]
    pub refunded: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub pay_method: Option<String>,
    pub status: Option<OrderStatus>,
    pub status_raw: Option<String>,
    /// Name, phone, e-mail or nick of who ordered.
    pub customer: Option<String>,
    /// Where the customer of this report who ordered starts.
    pub customer_at: Option<Place>,
    /// What has no field here: header and value.
    pub extra: Vec<(String, String)>,
    /// The row, where it is one of our own.
    #[serde(skip)]
    pub own: Own,
    /// The rows as decoded, of an order that names nobody: they may have to go to the file of rejects.
    #[serde(skip)]
    pub rows: Vec<(Place, Vec<String>)>,
    #[serde(flatten)]
    pub at: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OrderItem {
    pub name: String,
    /// Size, colour: what the exporter writes beside the name.
    pub variant: Option<String>,
    pub sku: Option<String>,
    pub qty: Option<String>,
    pub price: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    Pending,
    Paid,
    Shipped,
    Completed,
    Cancelled,
    Refunded,
    PartiallyRefunded,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interaction {
    pub time: Moment,
    pub channel: String,
    pub direction: Option<Direction>,
    pub body: String,
    pub agent: Option<String>,
    pub customer: Option<String>,
    /// Where the customer of this report it was with starts.
    pub customer_at: Option<Place>,
    /// The row as decoded, where it was with nobody known.
    #[serde(skip)]
    pub cells: Vec<String>,
    /// The row, where it is one of our own.
    #[serde(skip)]
    pub own: Own,
    /// It is what a visitor did elsewhere; whoever that is, nobody may know.
    #[serde(skip)]
    pub is_event: bool,
    #[serde(flatten)]
    pub at: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    In,
    Out,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    pub subject: String,
    /// What the source says about it beside the subject.
    pub notes: Option<String>,
    pub due: Option<Moment>,
    pub status: TaskStatus,
    pub owner: Option<String>,
    pub customer: Option<String>,
    /// Where the customer of this report it is about starts.
    pub customer_at: Option<Place>,
    /// The row, where it is one of our own.
    #[serde(skip)]
    pub own: Own,
    #[serde(flatten)]
    pub at: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    Open,
    Done,
    Cancelled,
}

/// Where a record starts: physical line from 1 and data record from 1, of which of the report's `files` (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Place {
    pub file: usize,
    pub line: u64,
    pub record: u64,
}

/// A row that cannot become a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    #[serde(flatten)]
    pub at: Place,
    pub reason: RejectReason,
    /// The header or value at fault, where one is.
    pub detail: Option<String>,
    /// The cells of the row as decoded, for the file of rejects; controls removed.
    pub cells: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    NoIdentity,
    MissingOrderNumber,
    BadAmount,
    MissingTime,
    RaggedRow,
    UnknownParent,
    TruncatedRecord,
    Undecodable,
    /// The shop asks for more of its customers than the row says.
    Lacking,
}

/// A row that rightly becomes no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skip {
    #[serde(flatten)]
    pub at: Place,
    pub reason: SkipReason,
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    DeletedInSource,
    FooterRow,
    TotalRow,
    DuplicateInFile,
    SystemMessage,
    GroupCard,
}

/// A value that was changed or could not be normalised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    #[serde(flatten)]
    pub at: Place,
    /// The header of the column.
    pub field: String,
    pub code: WarningCode,
    /// The value as written, controls removed.
    pub raw: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    ControlCharsRemoved,
    PhoneUnparsed,
    PhoneMasked,
    PhoneScientific,
    EmailInvalid,
    BadDate,
    /// An amount beside the total: a price, a refund, a quantity.
    BadNumber,
    /// None of the values that a field of the shop's own takes.
    BadValue,
    /// An order is in another currency than the shop: kept with its amounts, counted as none.
    ForeignCurrency,
}

/// Why nothing of a file can be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileError {
    pub code: ErrorCode,
    /// Which of the files (from 0; an archive counts as one), and where in it, if that is known.
    pub file: usize,
    pub line: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    EmptyFile,
    NoRecords,
    UnknownFormat,
    UnsupportedFormat,
    CorruptFile,
    EncryptedFile,
    TooLarge,
    Encoding,
    UnterminatedQuote,
}

/// How one file was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FileSummary {
    pub name: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Why nothing of it was read, though other files of the set were.
    pub left_out: Option<ErrorCode>,
    pub format: String,
    /// The label of the encoding, as the WHATWG names it.
    pub encoding: String,
    pub delimiter: Option<char>,
    pub header_line: u64,
    pub header: Vec<String>,
    /// Headers whose values were left out on purpose, each once.
    pub ignored: Vec<String>,
    pub records: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_the_shape_of_the_contract() {
        let warning = Warning {
            at: Place {
                file: 0,
                line: 3,
                record: 2,
            },
            field: "手机".into(),
            code: WarningCode::PhoneMasked,
            raw: "186******05".into(),
        };
        let report = Report {
            warnings: vec![warning],
            ..Report::default()
        };
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["error"], serde_json::Value::Null);
        assert_eq!(json["warnings"][0]["line"], 3);
        assert_eq!(json["warnings"][0]["code"], "phone_masked");
        assert!(json["customers"].as_array().unwrap().is_empty());
    }
}
