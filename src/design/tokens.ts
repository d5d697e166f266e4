/**
 * Every colour of the house, once. The theme turns them into CSS variables, the timeline's canvas and the printed drawing read them
 * here. Each ink passes WCAG AA (4.5:1) on its own ground, light and dark.
 */
export const phases = ['plan', 'build', 'integrate', 'uat', 'deploy', 'warranty', 'hold'] as const;
export type Phase = (typeof phases)[number];

export const tones = ['brand', 'teal', 'yellow', 'red', 'gray', 'grape', 'blue', 'orange'] as const;
export type Tone = (typeof tones)[number];

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

export type PhaseInk = { readonly fill: string; readonly ink: string; readonly base: string };
export type SoftInk = { readonly ground: string; readonly ink: string };

export type Palette = {
  readonly ink: string;
  readonly ink2: string;
  readonly body: string;
  readonly panel: string;
  readonly line: string;
  readonly line2: string;
  readonly accent: string;
  readonly today: string;
  readonly onToday: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly freeze: string;
  readonly freezeLine: string;
  readonly window: string;
  readonly windowLine: string;
  readonly past: string;
  readonly collision: string;
  readonly phase: Readonly<Record<Phase, PhaseInk>>;
  readonly soft: Readonly<Record<Tone, SoftInk>>;
};

const phase = (fill: string, ink: string, base: string): PhaseInk => ({ fill, ink, base });
const soft = (ground: string, ink: string): SoftInk => ({ ground, ink });

export const light: Palette = {
  ink: '#1b1f2a',
  ink2: '#5b6376',
  body: '#ffffff',
  panel: '#fbfbfd',
  line: '#e6e8ee',
  line2: '#f1f2f6',
  accent: '#4053c9',
  today: '#c92a63',
  onToday: '#ffffff',
  good: '#3fae74',
  warn: '#e0a33a',
  bad: '#c92a2a',
  freeze: 'rgba(190, 30, 60, 0.07)',
  freezeLine: 'rgba(190, 30, 60, 0.35)',
  window: 'rgba(40, 150, 90, 0.08)',
  windowLine: '#3fae74',
  past: 'rgba(27, 31, 42, 0.022)',
  collision: '#c92a2a',
  phase: {
    plan: phase('#e3e7ef', '#37415a', '#8f9bb3'),
    build: phase('#d9e7ff', '#173f8a', '#5b8def'),
    integrate: phase('#e8ddff', '#4b2a91', '#9a78ec'),
    uat: phase('#ffe9c2', '#6b4300', '#e0a33a'),
    deploy: phase('#cdf1dc', '#0d5130', '#3fae74'),
    warranty: phase('#d1eef2', '#0e4a55', '#46aabb'),
    hold: phase('#f3e1ea', '#7a1f4b', '#c9769f'),
  },
  soft: {
    brand: soft('#e8ecff', '#2b3a94'),
    teal: soft('#d3f3e4', '#0d5130'),
    yellow: soft('#ffedc7', '#6b4300'),
    red: soft('#ffe1e1', '#8c1414'),
    gray: soft('#eceef3', '#3b4252'),
    grape: soft('#ecdfff', '#4b2a91'),
    blue: soft('#dbe9ff', '#173f8a'),
    orange: soft('#ffe6d1', '#7a3606'),
  },
};

export const dark: Palette = {
  ink: '#e8eaf1',
  ink2: '#a0a7ba',
  body: '#14161c',
  panel: '#191c24',
  line: '#2a2e3a',
  line2: '#20232c',
  accent: '#8b9bff',
  today: '#ff6b9d',
  onToday: '#22080f',
  good: '#319a63',
  warn: '#c58b22',
  bad: '#ff6b6b',
  freeze: 'rgba(255, 90, 120, 0.1)',
  freezeLine: 'rgba(255, 90, 120, 0.4)',
  window: 'rgba(60, 200, 130, 0.09)',
  windowLine: '#319a63',
  past: 'rgba(0, 0, 0, 0.16)',
  collision: '#ff6b6b',
  phase: {
    plan: phase('#2b3242', '#cfd6e6', '#67728c'),
    build: phase('#1c3157', '#cfe0ff', '#4a7be0'),
    integrate: phase('#33265a', '#e3d8ff', '#8a66e6'),
    uat: phase('#4a370f', '#ffe3ae', '#c58b22'),
    deploy: phase('#143d29', '#c3f2d7', '#319a63'),
    warranty: phase('#123c45', '#c4edf4', '#3596a7'),
    hold: phase('#45203a', '#ffd3e8', '#b0578a'),
  },
  soft: {
    brand: soft('#262f5c', '#ccd4ff'),
    teal: soft('#143d29', '#b9efd0'),
    yellow: soft('#4a370f', '#ffe3ae'),
    red: soft('#4a1a1d', '#ffc9c9'),
    gray: soft('#2a2f3b', '#d5d9e4'),
    grape: soft('#33265a', '#e3d8ff'),
    blue: soft('#1c3157', '#cfe0ff'),
    orange: soft('#4a2a10', '#ffd9b8'),
  },
};

export const palettes: Readonly<Record<Scheme, Palette>> = { light, dark };

/** The palette as CSS variables; `design.css` and the parts use these names only. */
export function cssVariables(palette: Palette): Record<string, string> {
  const { phase: phaseInks, soft: softInks, ...plain } = palette;
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(plain)) out[`--il-${name}`] = value;
  for (const [name, ink] of Object.entries(phaseInks)) {
    out[`--il-${name}-fill`] = ink.fill;
    out[`--il-${name}-ink`] = ink.ink;
    out[`--il-${name}-base`] = ink.base;
  }
  for (const [name, ink] of Object.entries(softInks)) {
    out[`--il-${name}-ground`] = ink.ground;
    out[`--il-${name}-text`] = ink.ink;
    // Mantine's own light variants fail contrast: the house's pairs take their place.
    out[`--mantine-color-${name}-light`] = ink.ground;
    out[`--mantine-color-${name}-light-color`] = ink.ink;
    out[`--mantine-color-${name}-light-hover`] = ink.ground;
  }
  return out;
}
