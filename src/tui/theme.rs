//! Themes: what a role looks like. Widgets name roles, never colours; the terminal's own background is always kept.
//! Colours are of the fixed part of the 256-colour palette (16–255), so they are the same everywhere and their contrast can be tested.

use ratatui::style::{Color, Modifier, Style};

use super::terminal::background::Rgb;
use crate::domain::tag::Colour;

/// One style a role. A role that matters is never told by colour alone: it has an attribute, a sign or a word as well.
#[derive(Debug, PartialEq, Eq)]
pub struct Theme {
    pub name: &'static str,
    pub text: Style,
    pub muted: Style,
    pub accent: Style,
    pub title: Style,
    pub ok: Style,
    pub warn: Style,
    pub danger: Style,
    /// The selected row of the pane that has the focus.
    pub selection: Style,
    /// The selected row of the other panes.
    pub selection_idle: Style,
    pub border: Style,
    pub border_focus: Style,
    /// A line across the screen that must be seen: read-only, demo data, restored draft.
    pub banner: Style,
    /// The characters of a text that a search has matched.
    pub matched: Style,
    /// A key in the footer or in the help.
    pub key: Style,
    pub placeholder: Style,
    pub disabled: Style,
}

impl Theme {
    /// The style of a tag; its word always stands beside it.
    #[must_use]
    pub fn tag(&self, colour: Colour) -> Style {
        match colour {
            Colour::Plain => self.text,
            Colour::Accent => self.accent,
            Colour::Good => self.ok,
            Colour::Warn => self.warn,
            Colour::Danger => self.danger,
            Colour::Quiet => self.muted,
        }
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const UNDERLINED: Style = Style::new().add_modifier(Modifier::UNDERLINED);
const BOLD_UNDERLINED: Style = BOLD.add_modifier(Modifier::UNDERLINED);
const REVERSED: Style = Style::new().add_modifier(Modifier::REVERSED);
const BOLD_REVERSED: Style = REVERSED.add_modifier(Modifier::BOLD);

const fn ink(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

const fn bold(index: u8) -> Style {
    ink(index).add_modifier(Modifier::BOLD)
}

/// For a black or nearly black background.
pub static DARK: Theme = Theme {
    name: "dark",
    text: PLAIN,
    muted: ink(247),
    accent: ink(117),
    title: bold(117),
    ok: ink(114),
    warn: bold(221),
    danger: bold(210),
    selection: bold(231).bg(Color::Indexed(24)),
    selection_idle: UNDERLINED,
    border: ink(246),
    border_focus: bold(117),
    banner: bold(16).bg(Color::Indexed(221)),
    matched: bold(221).add_modifier(Modifier::UNDERLINED),
    key: bold(117),
    placeholder: ink(247),
    disabled: ink(247),
};

/// For a white or nearly white background.
pub static LIGHT: Theme = Theme {
    name: "light",
    text: PLAIN,
    muted: ink(241),
    accent: ink(25),
    title: bold(25),
    ok: ink(22),
    warn: bold(94),
    danger: bold(124),
    selection: bold(16).bg(Color::Indexed(153)),
    selection_idle: UNDERLINED,
    border: ink(242),
    border_focus: bold(25),
    banner: bold(16).bg(Color::Indexed(222)),
    matched: bold(124).add_modifier(Modifier::UNDERLINED),
    key: bold(25),
    placeholder: ink(241),
    disabled: ink(241),
};

/// For a background nobody has told us: every colour is half way between black and white and reads on both.
pub static NEUTRAL: Theme = Theme {
    name: "neutral",
    text: PLAIN,
    muted: ink(243),
    accent: ink(97),
    title: bold(97),
    ok: ink(28),
    warn: bold(130),
    danger: bold(161),
    selection: BOLD_REVERSED,
    selection_idle: UNDERLINED,
    border: ink(243),
    border_focus: bold(97),
    banner: BOLD_REVERSED,
    matched: BOLD_UNDERLINED,
    key: bold(97),
    placeholder: ink(243),
    disabled: ink(243),
};

/// For terminals of 16 colours: the palette is the owner's, so running text keeps the default colour and only signs are coloured.
pub static ANSI16: Theme = Theme {
    name: "ansi16",
    text: PLAIN,
    muted: PLAIN,
    accent: BOLD,
    title: BOLD,
    ok: Style::new().fg(Color::Green),
    warn: BOLD.fg(Color::Magenta),
    danger: BOLD.fg(Color::Red),
    selection: BOLD_REVERSED,
    selection_idle: UNDERLINED,
    border: PLAIN,
    border_focus: BOLD,
    banner: BOLD_REVERSED,
    matched: BOLD_UNDERLINED,
    key: BOLD,
    placeholder: PLAIN,
    disabled: PLAIN,
};

/// Attributes only: `NO_COLOR`, `TERM=dumb`, or by choice.
pub static MONO: Theme = Theme {
    name: "mono",
    text: PLAIN,
    muted: PLAIN,
    accent: BOLD,
    title: BOLD,
    ok: PLAIN,
    warn: BOLD,
    danger: BOLD,
    selection: BOLD_REVERSED,
    selection_idle: UNDERLINED,
    border: PLAIN,
    border_focus: BOLD,
    banner: BOLD_REVERSED,
    matched: BOLD_UNDERLINED,
    key: BOLD,
    placeholder: PLAIN,
    disabled: PLAIN,
};

/// Black, white and yellow at full strength, for tired eyes and bright shops.
pub static CONTRAST: Theme = Theme {
    name: "contrast",
    text: ink(231).bg(Color::Indexed(16)),
    muted: ink(231).bg(Color::Indexed(16)),
    accent: bold(226).bg(Color::Indexed(16)),
    title: bold(226).bg(Color::Indexed(16)),
    ok: bold(120).bg(Color::Indexed(16)),
    warn: bold(226).bg(Color::Indexed(16)),
    danger: bold(231).bg(Color::Indexed(124)),
    selection: bold(16).bg(Color::Indexed(226)),
    selection_idle: bold(231)
        .bg(Color::Indexed(16))
        .add_modifier(Modifier::UNDERLINED),
    border: ink(231).bg(Color::Indexed(16)),
    border_focus: bold(226).bg(Color::Indexed(16)),
    banner: bold(16).bg(Color::Indexed(226)),
    matched: bold(226)
        .bg(Color::Indexed(16))
        .add_modifier(Modifier::UNDERLINED),
    key: bold(226).bg(Color::Indexed(16)),
    placeholder: ink(231).bg(Color::Indexed(16)),
    disabled: ink(250).bg(Color::Indexed(16)),
};

/// What the settings say about the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeSetting {
    #[default]
    Auto,
    Dark,
    Light,
    Neutral,
    Ansi16,
    Mono,
    Contrast,
}

impl ThemeSetting {
    /// The setting of that name; an unknown one, or none, leaves it to the terminal.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("dark") => Self::Dark,
            Some("light") => Self::Light,
            Some("neutral") => Self::Neutral,
            Some("ansi16") => Self::Ansi16,
            Some("mono") => Self::Mono,
            Some("contrast") => Self::Contrast,
            _ => Self::Auto,
        }
    }
}

/// Chooses a theme: the setting wins (no-color.org lets the user's own configuration do so), then `NO_COLOR`, `TERM` and `COLORTERM`,
/// then the background as `COLORFGBG` tells it. An unknown background gets the theme that reads on both.
pub fn choose(setting: ThemeSetting, var: impl Fn(&str) -> Option<String>) -> &'static Theme {
    match setting {
        ThemeSetting::Auto => {}
        ThemeSetting::Dark => return &DARK,
        ThemeSetting::Light => return &LIGHT,
        ThemeSetting::Neutral => return &NEUTRAL,
        ThemeSetting::Ansi16 => return &ANSI16,
        ThemeSetting::Mono => return &MONO,
        ThemeSetting::Contrast => return &CONTRAST,
    }
    let term = var("TERM").unwrap_or_default();
    if var("NO_COLOR").is_some_and(|value| !value.is_empty()) || term == "dumb" {
        return &MONO;
    }
    let rich = [
        "256color",
        "direct",
        "kitty",
        "alacritty",
        "ghostty",
        "wezterm",
        "foot",
    ]
    .iter()
    .any(|name| term.contains(name));
    if !rich && var("COLORTERM").is_none_or(|value| value.is_empty()) {
        return &ANSI16;
    }
    // "15;0" or "15;default;0": the last number is the background; 7 and 15 are the light ones.
    match var("COLORFGBG")
        .as_deref()
        .and_then(|pair| pair.rsplit(';').next()?.parse::<u8>().ok())
    {
        Some(7 | 15) => &LIGHT,
        Some(0..=6 | 8) => &DARK,
        _ => &NEUTRAL,
    }
}

/// Whether the terminal has to be asked what its background is: it shows many colours, and neither the setting nor the environment says.
#[must_use]
pub fn is_unsure(chosen: &Theme, setting: ThemeSetting) -> bool {
    setting == ThemeSetting::Auto && chosen.name == NEUTRAL.name
}

/// The theme for a background, by which of black and white it is nearer to (ITU-R BT.601 luma).
#[must_use]
pub fn on(Rgb(r, g, b): Rgb) -> &'static Theme {
    let luma = 299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b);
    if luma < 128_000 { &DARK } else { &LIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Channels = (u8, u8, u8);
    const THEMES: [&Theme; 6] = [&DARK, &LIGHT, &NEUTRAL, &ANSI16, &MONO, &CONTRAST];

    fn roles(t: &Theme) -> [(&'static str, Style); 16] {
        [
            ("text", t.text),
            ("muted", t.muted),
            ("accent", t.accent),
            ("title", t.title),
            ("ok", t.ok),
            ("warn", t.warn),
            ("danger", t.danger),
            ("selection", t.selection),
            ("selection_idle", t.selection_idle),
            ("border", t.border),
            ("border_focus", t.border_focus),
            ("banner", t.banner),
            ("matched", t.matched),
            ("key", t.key),
            ("placeholder", t.placeholder),
            ("disabled", t.disabled),
        ]
    }

    /// The fixed part of the xterm palette: a 6×6×6 cube and 24 greys.
    fn rgb(color: Color) -> Option<Channels> {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        match color {
            Color::Indexed(i @ 16..=231) => {
                let i = usize::from(i) - 16;
                Some((STEPS[i / 36], STEPS[i / 6 % 6], STEPS[i % 6]))
            }
            Color::Indexed(i @ 232..) => {
                Some((8 + (i - 232) * 10, 8 + (i - 232) * 10, 8 + (i - 232) * 10))
            }
            _ => None,
        }
    }

    /// WCAG 2.2, relative luminance and contrast ratio.
    fn contrast(a: Channels, b: Channels) -> f64 {
        let luminance = |(r, g, b): Channels| {
            let [r, g, b] = [r, g, b].map(|c| {
                let c = f64::from(c) / 255.0;
                if c <= 0.04045 {
                    c / 12.92
                } else {
                    ((c + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn weakest(theme: &Theme, backgrounds: &[Channels]) -> (f64, &'static str) {
        let mut worst = (f64::MAX, "");
        for (role, style) in roles(theme) {
            let Some(fg) = style.fg.and_then(rgb) else {
                continue;
            };
            let own = style.bg.and_then(rgb);
            for bg in own
                .as_slice()
                .iter()
                .chain(backgrounds.iter().filter(|_| own.is_none()))
            {
                let ratio = contrast(fg, *bg);
                if ratio < worst.0 {
                    worst = (ratio, role);
                }
            }
        }
        worst
    }

    #[test]
    fn the_ratio_of_black_on_white_is_21() {
        assert!((contrast((0, 0, 0), (255, 255, 255)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn every_role_is_readable_on_the_backgrounds_its_theme_is_for() {
        let cases: [(&Theme, &[Channels], f64); 4] = [
            (&DARK, &[(0, 0, 0), (0x1e, 0x1e, 0x1e)], 4.5),
            (&LIGHT, &[(255, 255, 255), (0xfa, 0xfa, 0xfa)], 4.5),
            (&CONTRAST, &[], 7.0),
            // No colour can reach 4.5 on nearly black and nearly white at once; 21 has its square root at 4.58.
            (&NEUTRAL, &[(0, 0, 0), (255, 255, 255)], 4.0),
        ];
        for (theme, backgrounds, least) in cases {
            let (ratio, role) = weakest(theme, backgrounds);
            assert!(ratio >= least, "{} {role} {ratio:.2}", theme.name);
        }
    }

    #[test]
    fn colours_that_were_tested_are_the_only_ones_used() {
        for theme in [&DARK, &LIGHT, &NEUTRAL, &CONTRAST] {
            for (role, style) in roles(theme) {
                for color in [style.fg, style.bg].into_iter().flatten() {
                    assert!(rgb(color).is_some(), "{} {role}", theme.name);
                }
            }
        }
    }

    #[test]
    fn mono_has_no_colour_at_all() {
        assert!(
            roles(&MONO)
                .iter()
                .all(|(_, style)| style.fg.is_none() && style.bg.is_none())
        );
    }

    #[test]
    fn selection_matches_and_focus_are_visible_without_colour() {
        for theme in THEMES {
            assert!(!theme.matched.add_modifier.is_empty(), "{}", theme.name);
            assert_ne!(
                theme.selection.add_modifier, theme.text.add_modifier,
                "{}",
                theme.name
            );
            assert_ne!(
                theme.selection_idle.add_modifier, theme.text.add_modifier,
                "{}",
                theme.name
            );
            assert_ne!(
                theme.border.add_modifier, theme.border_focus.add_modifier,
                "{}",
                theme.name
            );
        }
    }

    #[test]
    fn the_background_chooses_between_dark_and_light() {
        for (colour, theme) in [
            (Rgb(0, 0, 0), "dark"),
            (Rgb(0, 0x2b, 0x36), "dark"),
            (Rgb(0xfd, 0xf6, 0xe3), "light"),
            (Rgb(255, 255, 255), "light"),
        ] {
            assert_eq!(on(colour).name, theme, "{colour:?}");
        }
        assert!(is_unsure(&NEUTRAL, ThemeSetting::Auto));
        assert!(!is_unsure(&NEUTRAL, ThemeSetting::Neutral));
        assert!(!is_unsure(&DARK, ThemeSetting::Auto));
    }

    #[test]
    fn the_theme_follows_setting_and_environment() {
        type Case = (
            ThemeSetting,
            &'static [(&'static str, &'static str)],
            &'static str,
        );
        let cases: [Case; 11] = [
            (ThemeSetting::Auto, &[("TERM", "xterm-256color")], "neutral"),
            (
                ThemeSetting::Auto,
                &[("TERM", "xterm-256color"), ("COLORFGBG", "15;0")],
                "dark",
            ),
            (
                ThemeSetting::Auto,
                &[("TERM", "xterm-256color"), ("COLORFGBG", "0;default;15")],
                "light",
            ),
            (
                ThemeSetting::Auto,
                &[("TERM", "xterm"), ("COLORTERM", "truecolor")],
                "neutral",
            ),
            (ThemeSetting::Auto, &[("TERM", "xterm")], "ansi16"),
            (ThemeSetting::Auto, &[("TERM", "linux")], "ansi16"),
            (
                ThemeSetting::Auto,
                &[("TERM", "dumb"), ("COLORTERM", "truecolor")],
                "mono",
            ),
            (
                ThemeSetting::Auto,
                &[("TERM", "xterm-256color"), ("NO_COLOR", "1")],
                "mono",
            ),
            (
                ThemeSetting::Auto,
                &[("TERM", "xterm-256color"), ("NO_COLOR", "")],
                "neutral",
            ),
            (ThemeSetting::Dark, &[("NO_COLOR", "1")], "dark"),
            (ThemeSetting::Contrast, &[("TERM", "dumb")], "contrast"),
        ];
        for (setting, vars, expected) in cases {
            let var = |name: &str| {
                vars.iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, v)| (*v).to_owned())
            };
            assert_eq!(choose(setting, var).name, expected, "{setting:?} {vars:?}");
        }
    }
}
