fn main() -> std::process::ExitCode {
    gannhan::cli::main()
}
