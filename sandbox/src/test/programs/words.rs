// What words.c does; the hash map reads chance.
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read};
use std::{env, fs, process};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let mut counts = HashMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word).or_insert(0) += 1;
    }
    let mut lines: Vec<_> = counts.iter().map(|(word, n)| format!("{}={}", word, n)).collect();
    lines.sort();
    let mut names: Vec<_> =
        fs::read_dir("/in").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    lines.extend(names.iter().map(|name| format!("input {}", name)));
    let numbers = fs::read_to_string("/in/numbers.txt").unwrap();
    let sum: f64 = numbers.split_whitespace().map(|number| number.parse::<f64>().unwrap()).sum();
    println!("{}\nsum {:.2}", lines.join("\n"), sum);
    fs::write("/scratch/out.txt", format!("{} words of arguments\n", env::args().count() - 1)).unwrap();
    assert_eq!(fs::read("/in/absent").unwrap_err().kind(), ErrorKind::NotFound);
    assert!(fs::write("/in/numbers.txt", "").is_err());
    eprintln!("done");
    process::exit(if env::args().nth(1).as_deref() == Some("busy") { 75 } else { 0 });
}
