//! Glyph sets: every sign the chrome is built from, in a Unicode, a wide-terminal and an ASCII version.
//! A sign outside borders and scrollbars is never of ambiguous width (UAX #11), so that columns stay aligned everywhere.

use ratatui::symbols::border;

/// The signs of one set; every sign is one cell wide unless its name says otherwise.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    pub name: &'static str,
    pub border: border::Set<'static>,
    /// The border of the pane that has the focus: another shape, not only another colour.
    pub border_focus: border::Set<'static>,
    /// Stands in front of the title of the focused pane, of the selected row and of the focused field.
    pub pointer: &'static str,
    /// Stands where a text was cut.
    pub cut: &'static str,
    pub check: &'static str,
    pub cross: &'static str,
    pub info: &'static str,
    pub warn: &'static str,
    pub required: &'static str,
    pub mask: &'static str,
    pub separator: &'static str,
    pub bar_full: &'static str,
    pub bar_half: &'static str,
    pub bar_empty: &'static str,
    /// From nothing to full, for heat maps and sparklines.
    pub shades: [&'static str; 5],
    pub scroll_track: &'static str,
    pub scroll_thumb: &'static str,
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_BORDER_FOCUS: border::Set<'static> = border::Set {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
};

/// For terminals that draw ambiguous characters narrow, which is nearly all of them.
pub static UNICODE: Glyphs = Glyphs {
    name: "unicode",
    border: border::PLAIN,
    border_focus: border::DOUBLE,
    scroll_track: "│",
    scroll_thumb: "┃",
    ..WIDE
};

/// For terminals that draw ambiguous characters two cells wide: borders are ASCII, the rest is of unambiguous width.
pub static WIDE_TERMINAL: Glyphs = WIDE;

const WIDE: Glyphs = Glyphs {
    name: "wide",
    border: ASCII_BORDER,
    border_focus: ASCII_BORDER_FOCUS,
    pointer: "▸",
    cut: "⋯",
    check: "✓",
    cross: "✗",
    info: "i",
    warn: "!",
    required: "*",
    mask: "*",
    separator: "|",
    bar_full: "⣿",
    bar_half: "⡇",
    bar_empty: "⠒",
    shades: [" ", "⠄", "⠤", "⠶", "⣿"],
    scroll_track: ":",
    scroll_thumb: "#",
};

/// For dumb terminals, the Linux console and locales that are not UTF-8.
pub static ASCII: Glyphs = Glyphs {
    name: "ascii",
    border: ASCII_BORDER,
    border_focus: ASCII_BORDER_FOCUS,
    pointer: ">",
    cut: "~",
    check: "v",
    cross: "x",
    info: "i",
    warn: "!",
    required: "*",
    mask: "*",
    separator: "|",
    bar_full: "#",
    bar_half: "=",
    bar_empty: ".",
    shades: [" ", ".", ":", "+", "#"],
    scroll_track: ":",
    scroll_thumb: "#",
};

/// What the settings say about glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphSetting {
    #[default]
    Auto,
    Unicode,
    Wide,
    Ascii,
}

impl GlyphSetting {
    /// The setting of that name; an unknown one, or none, leaves it to the terminal.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("unicode") => Self::Unicode,
            Some("wide") => Self::Wide,
            Some("ascii") => Self::Ascii,
            _ => Self::Auto,
        }
    }
}

/// Chooses a set from the setting, else from `TERM` and the locale (`LC_ALL`, `LC_CTYPE`, `LANG`, in that order).
/// The terminal is never asked: one that does not answer would hold up the start.
pub fn choose(setting: GlyphSetting, var: impl Fn(&str) -> Option<String>) -> &'static Glyphs {
    match setting {
        GlyphSetting::Unicode => return &UNICODE,
        GlyphSetting::Wide => return &WIDE_TERMINAL,
        GlyphSetting::Ascii => return &ASCII,
        GlyphSetting::Auto => {}
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| var(name).filter(|value| !value.is_empty()));
    let utf8 = locale.is_none_or(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    });
    match var("TERM").as_deref() {
        Some("dumb" | "linux") => &ASCII,
        // A machine without any locale set ("C" is inherited by containers and cron) still has a terminal that speaks UTF-8.
        _ if utf8 => &UNICODE,
        _ => &ASCII,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn signs(g: &Glyphs) -> Vec<&'static str> {
        let mut all = vec![
            g.pointer,
            g.cut,
            g.check,
            g.cross,
            g.info,
            g.warn,
            g.required,
            g.bar_full,
            g.bar_half,
            g.bar_empty,
        ];
        all.extend(g.shades);
        all
    }

    fn frame(g: &Glyphs) -> Vec<&'static str> {
        [g.border, g.border_focus]
            .into_iter()
            .flat_map(|b| {
                [
                    b.top_left,
                    b.top_right,
                    b.bottom_left,
                    b.bottom_right,
                    b.vertical_left,
                    b.vertical_right,
                    b.horizontal_top,
                    b.horizontal_bottom,
                ]
            })
            .chain([g.scroll_track, g.scroll_thumb])
            .collect()
    }

    #[test]
    fn every_sign_is_one_cell_on_narrow_and_on_wide_terminals() {
        for set in [&UNICODE, &WIDE_TERMINAL, &ASCII] {
            for sign in signs(set).into_iter().chain([set.mask, set.separator]) {
                assert_eq!(
                    (sign.width(), sign.width_cjk()),
                    (1, 1),
                    "{} {sign}",
                    set.name
                );
            }
        }
    }

    #[test]
    fn borders_are_one_cell_where_the_set_is_meant_to_be_used() {
        assert!(frame(&UNICODE).iter().all(|sign| sign.width() == 1));
        for set in [&WIDE_TERMINAL, &ASCII] {
            assert!(
                frame(set).iter().all(|sign| sign.width_cjk() == 1),
                "{}",
                set.name
            );
        }
    }

    #[test]
    fn focus_changes_the_shape_of_the_border() {
        for set in [&UNICODE, &WIDE_TERMINAL, &ASCII] {
            assert_ne!(set.border, set.border_focus);
        }
    }

    #[test]
    fn the_ascii_set_is_ascii() {
        assert!(
            signs(&ASCII)
                .into_iter()
                .chain(frame(&ASCII))
                .all(|sign| sign.is_ascii())
        );
    }

    #[test]
    fn the_set_follows_setting_terminal_and_locale() {
        let cases = [
            (
                GlyphSetting::Auto,
                "xterm-256color",
                "zh_CN.UTF-8",
                "unicode",
            ),
            (GlyphSetting::Auto, "xterm", "", "unicode"),
            (GlyphSetting::Auto, "xterm", "zh_CN.GBK", "ascii"),
            (GlyphSetting::Auto, "linux", "zh_CN.UTF-8", "ascii"),
            (GlyphSetting::Auto, "dumb", "", "ascii"),
            (GlyphSetting::Wide, "dumb", "", "wide"),
            (GlyphSetting::Unicode, "linux", "C", "unicode"),
            (GlyphSetting::Ascii, "xterm", "en_US.utf8", "ascii"),
        ];
        for (setting, term, lang, expected) in cases {
            let var = |name: &str| match name {
                "TERM" => Some(term.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            };
            assert_eq!(
                choose(setting, var).name,
                expected,
                "{setting:?} {term} {lang}"
            );
        }
    }
}
