//! Converts the bytes of a file to a text or a table.

pub(super) mod csv;
pub(super) mod json_list;
pub(super) mod text;
pub(super) mod workbook;
