//! All furniture on one page, to look at and to check for accessibility.
//!
//! ```text
//! cargo run -p front --example gallery -- [--english] [--large] [--desk] > gallery.html
//! cargo run -p front --example gallery -- --serve 8090       the same, served as a room would be, with a live region
//! ```

mod pages;
mod serve;

use front::Language;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    if let Some(at) = arguments.iter().position(|argument| argument == "--serve") {
        let port = arguments.get(at + 1).and_then(|port| port.parse().ok()).unwrap_or(8090);
        return serve::serve(port).await;
    }
    let language = if has("--english") {
        Language::English
    } else {
        Language::Chinese
    };
    println!("{}", pages::page(language, has("--large"), has("--desk")));
    Ok(())
}
