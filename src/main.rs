//! The `daejo` program.

fn main() -> std::process::ExitCode {
    todo!()
}
