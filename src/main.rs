//! The doormat: everything happens in the library's `cli` room.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(jaarlijn::cli::main().code())
}
