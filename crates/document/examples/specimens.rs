//! Writes every template of the sample city with specimen values, as PDF and HTML, into a folder:
//! `cargo run -p document --example specimens -- OUT`.

use document::{Fonts, STYLE, Template, Values, html, render};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Instant,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "specimens".into()));
    fs::create_dir_all(&out)?;
    let started = Instant::now();
    let fonts = Fonts::embedded();
    eprintln!("fonts read in {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let templates = here.join("../../packs/binzhou/templates");
    let specimens = here.join("examples/specimens");
    let common = values(&specimens.join("values.toml"))?;
    for file in toml_files(&specimens)? {
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if name == "values" {
            continue;
        }
        // `pre-review-opinion.conditions.toml` is another specimen of the same template.
        let id = name.split('.').next().unwrap_or(name);
        let template = Template::read(
            &format!("{id}.toml"),
            &fs::read_to_string(templates.join(format!("{id}.toml")))?,
        )?;
        let mut filled = common.clone();
        filled.extend(values(&file)?);
        let sheet = template.fill(&filled)?;
        let started = Instant::now();
        let pdf = render(&sheet, &fonts)?;
        let took = started.elapsed().as_secs_f64() * 1000.0;
        eprintln!("{name:40} {:6.1} kB {took:6.1} ms", pdf.len() as f64 / 1000.0);
        fs::write(out.join(format!("{name}.pdf")), pdf)?;
        let page = format!(
            "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title><link rel=\"stylesheet\" href=\"sheet.css\"><body>{}",
            html(&sheet)
        );
        fs::write(out.join(format!("{name}.html")), page)?;
    }
    fs::write(out.join("sheet.css"), STYLE)?;
    Ok(())
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    Ok(files)
}

/// A flat table of texts.
fn values(file: &Path) -> Result<Values, Box<dyn std::error::Error>> {
    let document = toml_edit::Document::parse(fs::read_to_string(file)?)?;
    let text = |(name, item): (&str, &toml_edit::Item)| Some((name.to_owned(), item.as_str()?.to_owned()));
    Ok(document.iter().filter_map(text).collect())
}
