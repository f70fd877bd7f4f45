//! The document of everything, read piece by piece: what it says of itself, then tables and their rows. Keeps no row.

use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::write::json::SHAPE;

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The format of the file it was taken from.
    pub format: i64,
    /// The digest of the shop it holds.
    pub state: String,
}

/// One piece, in the order of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Table(String),
    Row(Map<String, Value>),
}

/// Why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is of another shape.
    Shape(u64),
    /// It is broken off, or no such document; with what the reader says.
    Text(String),
}

/// What the visitors share: whom pieces go to, and what stopped them.
struct Reading<'t, E> {
    take: &'t mut dyn FnMut(Piece) -> Result<(), E>,
    stopped: Option<E>,
    shape: Option<u64>,
    about: About,
}

impl<E> Reading<'_, E> {
    fn hand_over<D: serde::de::Error>(&mut self, piece: Piece) -> Result<(), D> {
        (self.take)(piece).map_err(|error| {
            self.stopped = Some(error);
            D::custom("stopped")
        })
    }
}

/// Reads a document.
///
/// # Errors
/// It is broken or of another shape, or what the taker says.
pub fn read<E: From<Fault>>(
    from: impl Read,
    take: &mut dyn FnMut(Piece) -> Result<(), E>,
) -> Result<About, E> {
    let mut reading = Reading {
        take,
        stopped: None,
        shape: None,
        about: About::default(),
    };
    let mut json = serde_json::Deserializer::from_reader(from);
    let read = Document(&mut reading)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    match (read, reading.stopped, reading.shape) {
        (_, Some(error), _) => Err(error),
        (_, None, Some(shape)) if shape != u64::from(SHAPE) => Err(Fault::Shape(shape).into()),
        (Err(error), None, _) => Err(Fault::Text(error.to_string()).into()),
        (Ok(()), None, _) => Ok(reading.about),
    }
}

struct Document<'r, 't, E>(&'r mut Reading<'t, E>);

impl<'de, E> DeserializeSeed<'de> for Document<'_, '_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, E> Visitor<'de> for Document<'_, '_, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a document of a shop")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "shuke_export" => {
                    let shape = map.next_value::<u64>()?;
                    self.0.shape = Some(shape);
                    if shape != u64::from(SHAPE) {
                        return Err(A::Error::custom("another shape"));
                    }
                }
                "format" => self.0.about.format = map.next_value()?,
                "state" => self.0.about.state = map.next_value()?,
                "tables" => map.next_value_seed(Tables(self.0))?,
                _ => drop(map.next_value::<serde::de::IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Tables<'r, 't, E>(&'r mut Reading<'t, E>);

impl<'de, E> DeserializeSeed<'de> for Tables<'_, '_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, E> Visitor<'de> for Tables<'_, '_, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("tables")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            self.0.hand_over(Piece::Table(name))?;
            map.next_value_seed(Rows(self.0))?;
        }
        Ok(())
    }
}

struct Rows<'r, 't, E>(&'r mut Reading<'t, E>);

impl<'de, E> DeserializeSeed<'de> for Rows<'_, '_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, E> Visitor<'de> for Rows<'_, '_, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(row) = seq.next_element::<Row>()? {
            self.0.hand_over(Piece::Row(row.0))?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Row(Map<String, Value>);

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Result<(About, usize), Fault> {
        let mut n = 0;
        let about = read::<Fault>(text.as_bytes(), &mut |_| {
            n += 1;
            Ok(())
        })?;
        Ok((about, n))
    }

    #[test]
    fn a_document_comes_piece_by_piece() {
        let text = r#"{"shuke_export":1,"format":4,"state":"ab","later":[1],"tables":{"tag":[{"id":"1"},{"id":"2"}],"fact":[]}}"#;
        let about = About {
            format: 4,
            state: "ab".to_owned(),
        };
        assert_eq!(pieces(text), Ok((about, 4)));
    }

    #[test]
    fn what_is_no_such_document_is_refused() {
        assert_eq!(
            pieces(r#"{"shuke_export":2,"tables":{}}"#),
            Err(Fault::Shape(2))
        );
        for text in [
            "",
            "[]",
            r#"{"shuke_export":1,"tables":{"tag":[{"#,
            r#"{"shuke_export":1} x"#,
        ] {
            assert!(matches!(pieces(text), Err(Fault::Text(_))), "{text}");
        }
    }
}
