/// The system's allocator is slow in a statically linked binary, and gives memory back page by page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gannhan::cli::main()
}
