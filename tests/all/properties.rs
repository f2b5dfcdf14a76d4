//! Which tests show that the traps A to Q and the properties P1 to P23 of disclosure control hold.

use super::support::repository;

const TRAPS: &str = "src/disclosure/tests/traps.rs";
const KNOWN: &str = "src/disclosure/tests/known.rs";
const RANDOM: &str = "src/disclosure/tests/random.rs";
const HOLDS: &str = "src/disclosure/tests/properties.rs";
const EXHAUST: &str = "src/disclosure/tests/exhaust.rs";
const ATTACK: &str = "src/audit/tests/traps.rs";
const YEARS: &str = "src/audit/tests/years.rs";
const READER: &str = "src/audit/tests/reader.rs";
const GUESSED: &str = "src/audit/tests/random.rs";
const AUDIT: &str = "tests/all/audit.rs";
const LATE: &str = "tests/all/late_registrations.rs";
const SPARSE: &str = "tests/all/few_registrations.rs";

/// A trap or property, what it is about, and the tests: file and name.
type Shown = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const SHOWN: &[Shown] = &[
    (
        "A",
        "two hidden per line are not enough",
        &[
            (TRAPS, "a_two_per_line_are_not_enough"),
            (ATTACK, "trap_a_two_hidden_in_every_row_and_column_are_not_enough"),
        ],
    ),
    (
        "B",
        "linked tables one by one",
        &[(TRAPS, "b_linked_hierarchies"), (ATTACK, "trap_b_each_table_is_safe_and_both_together_are_not")],
    ),
    ("C", "zeros and ones", &[(TRAPS, "c_what_is_hidden_is_no_zero"), (ATTACK, "trap_c_zeros_and_ones")]),
    (
        "D",
        "three singletons",
        &[(TRAPS, "d_three_singletons"), (ATTACK, "trap_d_three_cells_that_hold_three")],
    ),
    (
        "E",
        "hierarchies",
        &[
            (TRAPS, "e_a_province_and_its_region"),
            (ATTACK, "trap_e_a_hidden_subtotal_is_the_total_less_the_others"),
        ],
    ),
    (
        "F",
        "a margin in another table",
        &[(TRAPS, "f_a_margin_in_another_table"), (ATTACK, "trap_f_a_margin_that_another_table_prints")],
    ),
    (
        "G",
        "several years",
        &[(TRAPS, "g_a_total_of_several_years"), (YEARS, "trap_g_several_years_less_the_others")],
    ),
    (
        "H",
        "percentages",
        &[
            (TRAPS, "h_a_share_of_a_hidden_count_is_hidden"),
            (TRAPS, "h_a_share_of_almost_all_is_hidden"),
            (READER, "trap_h_a_share_gives_its_count"),
        ],
    ),
    ("I", "rounding", &[(READER, "trap_i_roundings_that_leave_one_possibility")]),
    (
        "J",
        "bands that overlap",
        &[
            (HOLDS, "j_bands_that_overlap_leave_no_small_band_between_them"),
            (ATTACK, "trap_j_bands_that_overlap"),
        ],
    ),
    (
        "K",
        "the next report hides another partner",
        &[
            (KNOWN, "k_the_next_report_hides_the_same_partner"),
            (TRAPS, "k_two_reports_show_the_same_year_alike"),
            (YEARS, "trap_k_the_next_report_hides_another_cell"),
        ],
    ),
    (
        "L",
        "a re-issue after a correction",
        &[
            (KNOWN, "l_a_correction_of_a_few_is_no_number_in_a_difference"),
            (KNOWN, "l_a_number_that_became_small_is_hidden"),
            (HOLDS, "l_a_reissue_does_not_leave_the_correction_as_a_difference"),
            (HOLDS, "l_a_month_is_a_trait"),
            (YEARS, "trap_l_a_correction_shows_who_was_corrected"),
        ],
    ),
    (
        "M",
        "one cell with two names",
        &[(TRAPS, "m_a_group_with_one_member_is_its_member"), (ATTACK, "trap_m_one_cell_with_two_names")],
    ),
    (
        "N",
        "unknown as the complement",
        &[(TRAPS, "n_unknown_is_a_category"), (ATTACK, "trap_n_unknown_is_what_is_missing")],
    ),
    (
        "O",
        "the group",
        &[(TRAPS, "o_the_group_of_hidden_ones_is_no_small_number"), (ATTACK, "trap_o_a_group_knows_itself")],
    ),
    (
        "P",
        "margins without what was hidden",
        &[
            (TRAPS, "p_a_total_is_the_true_one_or_hidden"),
            (ATTACK, "trap_p_a_margin_counted_without_what_was_hidden"),
        ],
    ),
    (
        "Q",
        "changes, ranks, texts",
        &[
            (TRAPS, "q_a_hidden_row_stands_behind_the_others"),
            ("src/disclosure/tests/render.rs", "by_hand"),
            (READER, "trap_q_a_change_gives_its_count"),
            ("tests/all/leaks.rs", "nothing_that_is_hidden_leaves_the_building"),
        ],
    ),
    (
        "P1",
        "no small count anywhere",
        &[
            (RANDOM, "nothing_can_be_found"),
            (ATTACK, "a_small_count_is_nowhere_printed"),
            ("tests/all/leaks.rs", "nothing_that_is_hidden_leaves_the_building"),
        ],
    ),
    ("P2", "the same cell is printed alike", &[(TRAPS, "k_two_reports_show_the_same_year_alike")]),
    ("P3", "what is printed is true", &[(RANDOM, "nothing_can_be_found")]),
    ("P4", "printed sums add up", &[(READER, "printed_numbers_that_do_not_add_up_are_told")]),
    (
        "P5",
        "nothing is determined",
        &[(RANDOM, "nothing_can_be_found"), (GUESSED, "the_attacker_finds_what_an_enumeration_finds")],
    ),
    (
        "P6",
        "intervals are wide",
        &[
            (EXHAUST, "no_hidden_cell_is_confined_by_any_reasoning"),
            (KNOWN, "a_wider_interval_hides_until_it_is_so_wide"),
        ],
    ),
    (
        "P7",
        "hidden ones together are no small number",
        &[(TRAPS, "o_the_group_of_hidden_ones_is_no_small_number"), (ATTACK, "trap_o_a_group_knows_itself")],
    ),
    ("P8", "with all earlier editions", &[(LATE, "many_come_late_and_many_are_corrected")]),
    (
        "P9",
        "combinations that are not printed",
        &[(EXHAUST, "p9_a_combination_that_is_not_printed_is_not_found_either")],
    ),
    (
        "P10",
        "no share or change of a hidden cell",
        &[("src/disclosure/tests/render.rs", "by_hand"), (TRAPS, "h_a_share_of_a_hidden_count_is_hidden")],
    ),
    (
        "P11",
        "differences of editions",
        &[
            (LATE, "one_registration_comes_late_and_one_is_corrected"),
            (LATE, "those_who_come_late_are_the_rarest"),
            (KNOWN, "l_a_correction_of_a_few_is_no_number_in_a_difference"),
        ],
    ),
    ("P12", "order decides nothing", &[(RANDOM, "twice_and_in_another_order_the_same")]),
    ("P13", "what was hidden stays so", &[(KNOWN, "p13_a_new_year_or_table_shows_nothing_that_was_hidden")]),
    ("P14", "five times as many hide nothing", &[(RANDOM, "nothing_is_hidden_without_a_small_count")]),
    ("P15", "nothing is hidden without need", &[(RANDOM, "nothing_is_hidden_without_a_small_count")]),
    (
        "P16",
        "four in a cross, two in a row",
        &[(RANDOM, "one_small_count_hides_four_in_a_cross_and_two_in_a_row")],
    ),
    (
        "P17",
        "hiding all but the total passes",
        &[
            (RANDOM, "hiding_all_but_the_total_passes"),
            (HOLDS, "p17_a_line_of_one_contact_hides_the_total_too"),
            (SPARSE, "every_thirtieth_registration"),
            (SPARSE, "a_line_with_hardly_a_contact"),
        ],
    ),
    ("P18", "no further cell can be shown alone", &[(HOLDS, "p18_no_further_cell_can_be_shown_alone")]),
    (
        "P19",
        "totals last",
        &[
            (TRAPS, "e_a_province_and_its_region"),
            (HOLDS, "l_a_reissue_does_not_leave_the_correction_as_a_difference"),
        ],
    ),
    (
        "P20",
        "the legend, and the private log",
        &[
            (LATE, "the_legend_of_a_table_has_the_signs_that_it_prints_and_no_others"),
            (HOLDS, "p20_the_private_log_says_why_and_for_which"),
            (SPARSE, "the_private_log_stays_with_the_line"),
        ],
    ),
    (
        "P21",
        "no byte gives a hidden number away",
        &[("tests/all/leaks.rs", "nothing_that_is_hidden_leaves_the_building")],
    ),
    ("P22", "a group with one member", &[(TRAPS, "m_a_group_with_one_member_is_its_member")]),
    (
        "P23",
        "nothing is published that was broken",
        &[
            (KNOWN, "p23_what_cannot_be_protected_is_named_without_its_number"),
            (AUDIT, "a_build_does_not_publish_what_an_earlier_report_gives_away"),
        ],
    ),
];

#[test]
fn every_trap_and_property_is_shown_by_tests_that_are_there() {
    let letters = ('A'..='Q').map(String::from);
    let wanted: Vec<String> = letters.chain((1..=23).map(|n| format!("P{n}"))).collect();
    assert_eq!(SHOWN.iter().map(|s| s.0.to_owned()).collect::<Vec<_>>(), wanted);
    for (id, what, tests) in SHOWN {
        assert!(!tests.is_empty() && !what.is_empty(), "{id}");
        for (file, name) in *tests {
            let text = std::fs::read_to_string(repository().join(file))
                .unwrap_or_else(|error| panic!("{id}: {file}: {error}"));
            let at = text.find(&format!("fn {name}("));
            let before = at.map(|at| text[..at].trim_end()).unwrap_or_else(|| panic!("{id}: {file}: {name}"));
            assert!(before.ends_with("#[test]"), "{id}: {file}: {name} is no test");
        }
    }
}
