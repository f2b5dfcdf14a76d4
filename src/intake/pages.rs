//! The pages of a Parquet column, looked over before they are decoded: the decoder believes what their
//! headers say, and sets aside as much memory as they ask for.

use polars_parquet::parquet::page::CompressedPage;
use polars_parquet::read::PageReader;

/// Largest page, packed or unpacked, in bytes. Writers make pages of about one megabyte.
pub(super) const PAGE_MAX: usize = 256 << 20;
/// Most rows of a file.
pub(super) const ROWS_MAX: usize = 100_000_000;

/// Whether the pages of a column together hold so many values, each page of a size that can be. A column of
/// lists may hold more.
pub(super) fn look_over(mut pages: PageReader, rows: usize, lists: bool) -> Result<(), String> {
    let unreadable = |error: &dyn std::fmt::Display| format!("cannot be read: {error}");
    pages.read_dict().map_err(|e| unreadable(&e))?;
    // Lists are short; a file that says otherwise would take all memory there is.
    let most = if lists { rows.saturating_mul(1000).clamp(1 << 20, ROWS_MAX) } else { rows };
    let mut left = most;
    for page in pages {
        match page.map_err(|e| unreadable(&e))? {
            CompressedPage::Data(page) => {
                if page.uncompressed_size() > PAGE_MAX {
                    return Err(format!("has a page larger than {} MiB", PAGE_MAX >> 20));
                }
                left = left.checked_sub(page.num_values()).ok_or("has pages with more values than rows")?;
            }
            CompressedPage::Dict(_) => return Err("has a dictionary in the middle of its pages".to_owned()),
        }
    }
    if most - left >= rows { Ok(()) } else { Err("has fewer values than the file has rows".to_owned()) }
}
