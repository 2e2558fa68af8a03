//! File types, told by content: a name proves nothing.

use serde::{Deserialize, Serialize};

/// File types that can be told by their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// Portable Document Format.
    Pdf,
    /// GB/T 33190 fixed-layout document.
    Ofd,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// A ZIP archive, such as a set of drawings.
    Zip,
    /// An AutoCAD drawing.
    Dwg,
}

/// As many bytes from the beginning of a file tell its type.
pub const FILE_HEAD_BYTES: usize = 4096;

/// First entries of archives that are documents or programs of some other kind.
const OTHER_ARCHIVES: [&[u8]; 5] = [
    b"[Content_Types].xml",
    b"_rels/.rels",
    b"mimetype",
    b"META-INF/MANIFEST.MF",
    b"AndroidManifest.xml",
];

impl FileType {
    /// The type of a file that begins with these bytes; none where it is none of ours, whatever the file is called.
    #[must_use]
    pub fn of(first_bytes: &[u8]) -> Option<Self> {
        match first_bytes {
            [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => Some(Self::Pdf),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'A', b'C', b'1', b'0', b'0'..=b'9', b'0'..=b'9', ..] => Some(Self::Dwg),
            [b'P', b'K', 3, 4, ..] => Self::of_archive(first_bytes),
            _ => None,
        }
    }

    /// GB/T 33190, 7.1: an OFD is an archive with the file OFD.xml at its top.
    fn of_archive(bytes: &[u8]) -> Option<Self> {
        let names: Vec<&[u8]> = entry_names(bytes).collect();
        let first = names.first()?;
        if OTHER_ARCHIVES.contains(first) {
            return None;
        }
        let is_ofd = names.iter().any(|name| name.strip_prefix(b"/").unwrap_or(name) == b"OFD.xml");
        Some(if is_ofd { Self::Ofd } else { Self::Zip })
    }

    /// Its ending, without a point.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Zip => "zip",
            Self::Dwg => "dwg",
        }
    }

    /// Its media type (IANA where registered).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Zip => "application/zip",
            Self::Dwg => "image/vnd.dwg",
        }
    }
}

/// The names of an archive's entries, as far as their local headers are among these bytes.
///
/// The size of an entry need not stand in its header, so the next header is found by its mark.
fn entry_names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let marks = bytes.windows(4).enumerate().filter(|(_, four)| four == b"PK\x03\x04");
    marks.filter_map(|(start, _)| entry_name(&bytes[start..]))
}

/// APPNOTE 4.3.7: 26 bytes behind the mark's start stands the length of the name, the name itself behind 30.
fn entry_name(header: &[u8]) -> Option<&[u8]> {
    let length = u16::from_le_bytes([*header.get(26)?, *header.get(27)?]);
    header.get(30..30 + usize::from(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A local header of APPNOTE 4.3.7 with its name and content.
    fn entry(name: &str, content: &[u8]) -> Vec<u8> {
        let mut entry = b"PK\x03\x04".to_vec();
        entry.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        entry.extend([0; 12]);
        entry.extend((name.len() as u16).to_le_bytes());
        entry.extend([0, 0]);
        entry.extend(name.as_bytes());
        entry.extend(content);
        entry
    }

    #[test]
    fn a_type_is_told_by_content() {
        let plans = entry("图纸/总平面.dwg", b"AC1032");
        let ofd = entry("OFD.xml", b"<ofd:OFD/>");
        let ofd_behind_a_document = [entry("Doc_0/Document.xml", b"<x/>"), entry("OFD.xml", b"")].concat();
        for (bytes, kind) in [
            (b"%PDF-1.7\n%\xE2\xE3".as_slice(), Some(FileType::Pdf)),
            (b"%PDF-2.0\n", Some(FileType::Pdf)),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Some(FileType::Jpeg)),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Some(FileType::Png)),
            (b"AC1032\0\0\0", Some(FileType::Dwg)),
            (&plans, Some(FileType::Zip)),
            (&ofd, Some(FileType::Ofd)),
            (&ofd_behind_a_document, Some(FileType::Ofd)),
        ] {
            assert_eq!(FileType::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn programs_and_documents_of_other_kinds_are_refused_whatever_they_are_called() {
        for bytes in [
            b"MZ\x90\0\x03\0\0\0".as_slice(),
            b"\x7FELF\x02\x01\x01",
            b"\xCF\xFA\xED\xFE\x07",
            b"#!/bin/sh\n",
            b"<!DOCTYPE html><script>",
            b"<svg xmlns=",
            b"GIF89a",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"MZ %PDF-1.7",
            b"%PDF",
            b"%PDF-x",
            b"PK\x05\x06\0\0",
            b"PK\x03\x04",
            b"AC10",
            b"ACDC",
            b"\xFF\xD8",
            b"",
            &entry("[Content_Types].xml", b"<Types/>"),
            &entry("META-INF/MANIFEST.MF", b"Main-Class: Evil"),
            &entry("AndroidManifest.xml", b""),
        ] {
            assert_eq!(FileType::of(bytes), None, "{bytes:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_the_telling(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..80)) {
            let _ = FileType::of(&bytes);
            let archive = [b"PK\x03\x04".as_slice(), &bytes].concat();
            let _ = FileType::of(&archive);
        }
    }
}
