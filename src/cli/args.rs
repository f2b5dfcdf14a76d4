//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// From raw helpline registrations to typeset annual reports.
#[derive(Debug, Parser)]
#[command(name = "jaarlijn", version, about, max_term_width = 100)]
pub struct Cli {
    /// Settings of every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do; `build` when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Folder that holds data/ (default: found by walking up from here)
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How findings and results are shown
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
    /// Only errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// More about each step
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Number of threads (default: one per core)
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// How results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// One JSON object.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal that wants them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a draft of every report that is out of date
    Build(Build),
    /// Make the editions of what was last built: what readers get
    Publish(Publish),
    /// Take back an edition that was published by mistake; its record stays, with the reason
    Retract {
        /// Line, landscape or question
        report: String,
        /// Report year
        year: i32,
        /// Why, in a sentence for readers: the next edition prints it
        #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
        reason: String,
    },
    /// Read and validate everything, and say what the reports will show; write no report
    Check(Check),
    /// Attack the published reports: can anything hidden be found out?
    Audit {
        /// Lines (default: all)
        lines: Vec<String>,
        /// Only this report year
        #[arg(long)]
        year: Option<i32>,
    },
    /// Show the reports in a browser on this machine, made anew whenever a file changes; write nothing
    Watch(Watch),
    /// Answer written questions of data/questions
    Answer {
        /// Names of their files, without .yaml
        #[arg(required = true)]
        questions: Vec<String>,
    },
    /// Say what changed since the published edition, cell by cell, and why
    Diff {
        /// Line
        line: String,
        /// Report year (default: all years of the line)
        year: Option<i32>,
    },
    /// Make a report anew and compare it with a file, byte for byte
    Verify {
        /// A published report.<lang>.pdf
        file: PathBuf,
    },
    /// Say what a code of a finding means and how it is mended, or what a number of a report is
    Explain(Explain),
    /// Print the reference of all settings, or what it says of one
    Settings {
        /// A setting, such as max_unknown_percent, or a word (default: all)
        word: Option<String>,
    },
    /// Print the words of a language of reports, to change some or to translate all; without one, the languages
    Words {
        /// Code of the language, such as nl
        language: Option<String>,
    },
    /// Write JSON Schemas of all settings files, with which an editor completes and checks them
    Schema,
    /// Draft the settings of a line from raw exports; print what was seen
    New(New),
    /// Print the statement that counts a line where its registrations are, for data/<line>/cube/
    Sql(Sql),
    /// Write a complete demonstration workspace
    Demo {
        /// An empty or new folder
        dir: PathBuf,
    },
    /// Print a completion script for a shell
    Completions {
        /// Shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// Settings of `publish`.
#[derive(Debug, Clone, Args)]
pub struct Publish {
    /// Lines (default: all that have a draft)
    pub lines: Vec<String>,
    /// Only this report year
    #[arg(long)]
    pub year: Option<i32>,
    /// Only say what would be published
    #[arg(long)]
    pub check: bool,
}

/// Settings of `check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// Lines (default: all)
    pub lines: Vec<String>,
    /// Show the whole table of a dimension: codes by years, what is withheld and why
    #[arg(long, value_name = "DIMENSION")]
    pub detail: Option<String>,
    /// Say why each count is withheld, and with --detail what brings it back. Private: it tells
    /// which counts are small (default: on a terminal, and never where CI is set)
    #[arg(long)]
    pub reasons: bool,
}

/// Settings of `watch`.
#[derive(Debug, Clone, Args)]
pub struct Watch {
    /// Lines, landscape or questions (default: all)
    pub lines: Vec<String>,
    /// Only this report year
    #[arg(long)]
    pub year: Option<i32>,
    /// Port of the loopback address (default: one that is free)
    #[arg(long, default_value_t = 0, hide_default_value = true, value_name = "N")]
    pub port: u16,
}

/// Settings of `explain`.
#[derive(Debug, Clone, Args)]
pub struct Explain {
    /// Codes such as V044 (default: all), or a line and a figure: 1712 contacts-by-channel#2023;chat
    #[arg(value_name = "CODE… | LINE [FIGURE[#CELL]]")]
    pub what: Vec<String>,
    /// Say of a withheld number why. Private: it tells which counts are small (default: on a
    /// terminal, and never where CI is set)
    #[arg(long)]
    pub reasons: bool,
}

/// Settings of `new`.
#[derive(Debug, Clone, Args)]
pub struct New {
    /// Name of the line's folder: small letters, digits, hyphens and underscores
    pub line: String,
    /// Exports: CSV, workbooks, Parquet, JSON, SPSS or Stata files, also packed
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// Language of the labels, such as nl (default: those of the workspace, or nl)
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// Add what new exports need to a line that is there
    #[arg(long)]
    pub update: bool,
}

/// Engines whose SQL is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// DuckDB.
    Duckdb,
    /// PostgreSQL.
    Postgres,
}

/// Settings of `sql`.
#[derive(Debug, Clone, Args)]
pub struct Sql {
    /// Line
    pub line: String,
    /// Engine that runs the statement
    #[arg(long, value_enum)]
    pub dialect: Engine,
    /// Table or view with the registrations, one for each entry of `files`, in their order (default: the name of the line)
    #[arg(long, value_name = "NAME")]
    pub table: Vec<String>,
}

/// Settings of `build`.
#[derive(Debug, Clone, Default, Args)]
pub struct Build {
    /// Lines (default: all)
    pub lines: Vec<String>,
    /// Only this report year
    #[arg(long)]
    pub year: Option<i32>,
    /// Only these languages: one such as nl, or several such as nl,fr
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Publish what is made at once, without a draft to look at
    #[arg(long)]
    pub publish: bool,
    /// Make no pages for the web
    #[arg(long)]
    pub no_web: bool,
    /// Only say what would change
    #[arg(long)]
    pub check: bool,
    /// Stop at the first line that fails
    #[arg(long)]
    pub fail_fast: bool,
    /// Only lines that the last build did not make
    #[arg(long)]
    pub only_failed: bool,
    /// Write the result as Markdown: the table of reports and the figures that changed
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,
    /// Write the result as JUnit XML: a test per report
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
}
