//! The `daejo` program.

fn main() -> std::process::ExitCode {
    daejo::cli::main()
}
