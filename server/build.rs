//! Makes sure that the page's folder is there: a program built before the page answers with a sentence in its place.

fn main() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/dist");
    if let Err(error) = std::fs::create_dir_all(page) {
        println!("cargo::warning=the page's folder cannot be made: {error}");
    }
    println!("cargo::rerun-if-changed={page}");
}
