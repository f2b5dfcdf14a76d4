//! Moments in Parquet: local time, or moments of UTC.

use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_parquet::parquet::schema::types::PhysicalType;
use polars_parquet::read::FileMetadata;

use super::rules;
use crate::base::Finding;
use crate::config::FileMap;

/// What moments of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Said to be local time, or no moments at all.
    Local,
    /// Said to be moments of UTC.
    Instants,
    /// Of the old type of twelve bytes, which says nothing and holds moments of UTC by most writers.
    Int96,
    /// Of the old annotations, which say nothing and are local time by most writers.
    Unsaid,
}

/// What the moments of a column are, by its file.
pub(super) fn manner(metadata: &FileMetadata, field: &Field) -> Manner {
    let ArrowDataType::Timestamp(_, zone) = &field.dtype else { return Manner::Local };
    if zone.is_some() {
        return Manner::Instants;
    }
    // Its own schema, where a writer of Arrow left it, says that there is no zone.
    let pairs = metadata.key_value_metadata().as_ref();
    if pairs.is_some_and(|pairs| pairs.iter().any(|pair| pair.key.as_str() == "ARROW:schema")) {
        return Manner::Local;
    }
    let group = metadata.row_groups.first();
    let chunk = group.and_then(|g| g.columns_under_root_iter(&field.name).into_iter().flatten().next());
    match chunk.map(|c| &c.descriptor().descriptor.primitive_type) {
        Some(primitive) if primitive.physical_type == PhysicalType::Int96 => Manner::Int96,
        Some(primitive) if primitive.logical_type.is_none() => Manner::Unsaid,
        _ => Manner::Local,
    }
}

/// What is worth knowing of how moments were read, unless the settings say it.
pub(super) fn told(manner: Manner, asked: &[String], map: &FileMap) -> Option<Finding> {
    let of = map.columns.iter().find(|c| c.source.columns().into_iter().any(|names| names == asked));
    let (what, hint) = match manner {
        _ if of.is_none_or(|c| c.moment.zone.is_some()) => return None,
        Manner::Int96 => (
            "moments of the old type INT96, which does not say in which zone: taken for UTC, as Spark and Hive write \
             them, and turned into local time",
            "write `time_zone: local` for this column if it holds local time, and `time_zone: UTC` if it is UTC",
        ),
        Manner::Unsaid => (
            "moments that do not say whether they are UTC or local time: taken for local time",
            "write `time_zone: UTC` for this column if they are UTC, and `time_zone: local` if they are not",
        ),
        Manner::Local | Manner::Instants => return None,
    };
    Some(Finding::warning(rules::ZONE, what).hint(hint))
}
