//! Reading and writing the key file's bytes: every length is checked before it is used.

use super::Fault;

/// Takes bytes from the front; whatever is missing is damage.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn slice(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Fault::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(Fault::Damaged)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub fn u8(&mut self) -> Result<u8, Fault> {
        Ok(self.array::<1>()?[0])
    }

    pub fn u32(&mut self) -> Result<u32, Fault> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub fn u64(&mut self) -> Result<u64, Fault> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    pub fn i64(&mut self) -> Result<i64, Fault> {
        Ok(i64::from_be_bytes(self.array()?))
    }

    /// A text of at most 255 bytes.
    pub fn text(&mut self) -> Result<String, Fault> {
        let length = usize::from(self.u8()?);
        let text = std::str::from_utf8(self.slice(length)?).map_err(|_| Fault::Damaged)?;
        Ok(text.to_owned())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Appends a text of at most 255 bytes with its length.
pub fn put_text(out: &mut Vec<u8>, text: &str) -> Result<(), Fault> {
    out.push(u8::try_from(text.len()).map_err(|_| Fault::TooLong)?);
    out.extend(text.as_bytes());
    Ok(())
}
