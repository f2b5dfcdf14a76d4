//! What several rooms must agree on.

mod declared_sums;
