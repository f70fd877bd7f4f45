//! A frame of the desk as an SVG picture: every run of cells at its own place, so that wide characters stand where a terminal puts
//! them whatever font shows it. Decides nothing about what is on the frame.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

/// A cell, in pixels, for a font of `FONT` pixels.
const CELL: (u32, u32) = (9, 19);
const FONT: u32 = 15;
/// Where a letter's foot stands in its cell, from the top.
const FOOT: u32 = 14;
/// Around the screen.
const MARGIN: u32 = 12;
const BACKGROUND: &str = "#1e1e1e";
const INK: &str = "#d4d4d4";
const FONTS: &str =
    "'Sarasa Mono SC','Noto Sans Mono CJK SC','DejaVu Sans Mono','Microsoft YaHei',monospace";

/// What the cells of a run have in common.
#[derive(Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    is_bold: bool,
    is_underlined: bool,
    /// How many cells each of its characters takes.
    cells: u16,
}

struct Run {
    look: Look,
    x: u16,
    width: u16,
    text: String,
}

/// The picture of a frame.
pub fn picture(buf: &Buffer, title: &str) -> String {
    let (width, height) = (px(buf.area.width, CELL.0), px(buf.area.height, CELL.1));
    let (wide, high) = (width + 2 * MARGIN, height + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" \
         role=\"img\" font-family=\"{FONTS}\" font-size=\"{FONT}\">\n<title>{}</title>\n\
         <rect width=\"{wide}\" height=\"{high}\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n",
        escaped(title)
    );
    for y in 0..buf.area.height {
        for run in runs(buf, y) {
            draw(&mut svg, &run, MARGIN + px(y, CELL.1));
        }
        lines(&mut svg, buf, y);
    }
    svg.push_str("</svg>\n");
    svg
}

fn px(cells: u16, size: u32) -> u32 {
    u32::from(cells) * size
}

fn runs(buf: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buf.area.width {
        let cell = &buf[(x, y)];
        let cells = cell.symbol().cell_width().max(1);
        let look = look(cell, cells);
        // Lines are strokes, not letters: fonts leave gaps between them.
        let text = if strokes(cell.symbol()).is_some() {
            " "
        } else {
            cell.symbol()
        };
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.text.push_str(text);
                run.width += cells;
            }
            _ => runs.push(Run {
                look,
                x,
                width: cells,
                text: text.to_owned(),
            }),
        }
        x += cells;
    }
    runs
}

fn look(cell: &Cell, cells: u16) -> Look {
    let (mut ink, mut paper) = (hex(cell.fg), hex(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, paper) = (
            Some(paper.unwrap_or_else(|| BACKGROUND.to_owned())),
            Some(ink.unwrap_or_else(|| INK.to_owned())),
        );
    }
    Look {
        ink: ink.unwrap_or_else(|| INK.to_owned()),
        paper,
        is_bold: cell.modifier.contains(Modifier::BOLD),
        is_underlined: cell.modifier.contains(Modifier::UNDERLINED),
        cells,
    }
}

fn draw(svg: &mut String, run: &Run, top: u32) {
    let (left, width) = (MARGIN + px(run.x, CELL.0), px(run.width, CELL.0));
    let look = &run.look;
    if let Some(paper) = &look.paper {
        put(
            svg,
            format_args!(
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{paper}\"/>\n",
                CELL.1
            ),
        );
    }
    if look.is_underlined {
        let foot = top + FOOT + 2;
        put(
            svg,
            format_args!(
                "<path d=\"M{left} {foot}h{width}\" stroke=\"{}\"/>\n",
                look.ink
            ),
        );
    }
    let text = run.text.trim_end_matches(' ');
    let blank = text.len() - text.trim_start_matches(' ').len();
    let text = text.trim_start_matches(' ');
    if text.is_empty() {
        return;
    }
    let cells: u16 = text.cell_width();
    let x = left + px(u16::try_from(blank).unwrap_or(0), CELL.0);
    let weight = if look.is_bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    put(
        svg,
        format_args!(
            "<text x=\"{x}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{}\"{weight}>{}</text>\n",
            top + FOOT,
            px(cells, CELL.0),
            look.ink,
            escaped(text)
        ),
    );
}

/// Which neighbours a line character reaches (left, right, up, down) and how thick it is.
fn strokes(symbol: &str) -> Option<([bool; 4], u32)> {
    let place = |all: &str| all.chars().position(|c| symbol.chars().eq([c]));
    let (n, thick) = match (place("─│┌┐└┘├┤┬┴┼"), place("═║╔╗╚╝╠╣╦╩╬"))
    {
        (Some(n), _) => (n, 1),
        (_, Some(n)) => (n, 3),
        _ => return None,
    };
    let reach = [
        "1100", "0011", "0101", "1001", "0110", "1010", "0111", "1011", "1101", "1110", "1111",
    ][n];
    let mut sides = [false; 4];
    for (side, c) in sides.iter_mut().zip(reach.chars()) {
        *side = c == '1';
    }
    Some((sides, thick))
}

/// The frames of a row, each stretch of one kind as one stroke.
fn lines(svg: &mut String, buf: &Buffer, y: u16) {
    let (half_x, half_y) = (CELL.0 / 2, CELL.1 / 2);
    let mut x = 0;
    while x < buf.area.width {
        let cell = &buf[(x, y)];
        let Some(([left, right, up, down], thick)) = strokes(cell.symbol()) else {
            x += cell.symbol().cell_width().max(1);
            continue;
        };
        let same = (x..buf.area.width)
            .take_while(|at| buf[(*at, y)].symbol() == cell.symbol() && buf[(*at, y)].fg == cell.fg)
            .count();
        let is_flat = left && right && !up && !down;
        let cells = if is_flat {
            u16::try_from(same).unwrap_or(1)
        } else {
            1
        };
        let (x0, y0) = (MARGIN + px(x, CELL.0), MARGIN + px(y, CELL.1));
        let (mx, my) = (x0 + half_x, y0 + half_y);
        let mut path = String::new();
        if is_flat {
            put(&mut path, format_args!("M{x0} {my}h{}", px(cells, CELL.0)));
        } else {
            for (has, (to_x, to_y)) in [
                (left, (x0, my)),
                (right, (x0 + CELL.0, my)),
                (up, (mx, y0)),
                (down, (mx, y0 + CELL.1)),
            ] {
                if has {
                    put(&mut path, format_args!("M{mx} {my}L{to_x} {to_y}"));
                }
            }
        }
        let ink = look(cell, 1).ink;
        put(
            svg,
            format_args!(
                "<path d=\"{path}\" stroke=\"{ink}\" stroke-width=\"{thick}\" fill=\"none\"/>\n"
            ),
        );
        x += cells;
    }
}

fn put(svg: &mut String, text: std::fmt::Arguments) {
    svg.write_fmt(text).expect("a string takes everything");
}

/// The fixed part of the xterm palette: a 6×6×6 cube and 24 greys.
fn hex(colour: Color) -> Option<String> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let (r, g, b) = match colour {
        Color::Indexed(i @ 16..=231) => {
            let i = usize::from(i) - 16;
            (STEPS[i / 36], STEPS[i / 6 % 6], STEPS[i % 6])
        }
        Color::Indexed(i @ 232..) => {
            let grey = 8 + (i - 232) * 10;
            (grey, grey, grey)
        }
        _ => return None,
    };
    Some(format!("#{r:02x}{g:02x}{b:02x}"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
