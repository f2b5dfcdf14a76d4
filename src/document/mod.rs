//! Typesetting: from a [`model::ReportModel`] and its charts to PDF bytes.

pub mod model;
