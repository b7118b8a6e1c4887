//! Reads the header of `NumPy`'s array files: type, shape, and where the values begin.

/// An array as it lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Array<'a> {
    /// `NumPy`'s name of the type: `<f4`, `|u1`, …
    pub(super) kind: &'a str,
    /// Rows, columns, …; empty for a single value.
    pub(super) shape: Vec<usize>,
    /// The values, the last index running fastest.
    pub(super) values: &'a [u8],
}

/// Reads the header of versions 1 to 3 in C order; `None` for anything else.
pub(super) fn read(bytes: &[u8]) -> Option<Array<'_>> {
    let rest = bytes.strip_prefix(b"\x93NUMPY")?;
    let (&[major, _], rest) = rest.split_first_chunk()?;
    let (length, rest) = if major == 1 {
        let (length, rest) = rest.split_first_chunk()?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk()?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    let (header, values) = rest.split_at_checked(length)?;
    let header = std::str::from_utf8(header).ok()?;
    if !after(header, "'fortran_order':")?.starts_with("False") {
        return None;
    }
    let kind = after(header, "'descr':")?.strip_prefix('\'')?.split('\'').next()?;
    let shape = after(header, "'shape':")?.strip_prefix('(')?.split(')').next()?;
    let shape = shape
        .split(',')
        .map(str::trim)
        .filter(|count| !count.is_empty())
        .map(|count| count.parse().ok())
        .collect::<Option<_>>()?;
    Some(Array { kind, shape, values })
}

fn after<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    header.split_once(key).map(|(_, value)| value.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_numpy_writes_them() {
        let file = |header: &str| {
            let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
            bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
            bytes.extend(header.bytes());
            bytes.extend([1, 2, 3, 4]);
            bytes
        };
        #[rustfmt::skip]
        let cases = [
            // header                                                             shape
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n",     Some(vec![2, 3])),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (17,), }\n",      Some(vec![17])),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n",         Some(vec![])),
            ("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n",      None),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, x), }\n",     None),
            ("",                                                                  None),
        ];
        for (header, shape) in cases {
            let bytes = file(header);
            let array = read(&bytes);
            assert_eq!(array.as_ref().map(|array| array.shape.clone()), shape, "{header}");
            if let Some(array) = array {
                assert_eq!((array.kind, array.values), ("<f4", [1, 2, 3, 4].as_slice()));
            }
        }
        assert_eq!(read(b"PK"), None, "not an array");
    }
}
