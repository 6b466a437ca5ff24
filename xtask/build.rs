//! Without a build script, Cargo would ignore the build dependencies, whose features are wanted.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
