import {
  Badge,
  Button,
  type Chip,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  NavLink,
  type Table,
  type Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';
import { cssVariables, dark, light } from './tokens.ts';

const brandScale: MantineColorsTuple = [
  '#eef1ff',
  '#dde3fd',
  '#bbc5f7',
  '#96a5f0',
  '#7788ea',
  '#6174e3',
  '#4f62da',
  '#4053c9',
  '#3445ad',
  '#28378f',
];
const darkGreys: MantineColorsTuple = [
  '#e9ebf2',
  '#c6cad8',
  '#a3a9bc',
  '#767e95',
  '#3b4152',
  '#2b303d',
  '#222632',
  '#191c25',
  '#13151c',
  '#0d0f14',
];

/** Filled brand buttons in dark sit on shade 3: white ink there is 2.4:1, so the contrast colour is used instead. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const brandFilled = input.variant === 'filled' && (input.color === undefined || input.color === 'brand');
  return brandFilled ? { ...colors, color: 'var(--mantine-primary-color-contrast)' } : colors;
};

// Only their types: the parts themselves come with the screens that show them.
const chip: Parameters<typeof Chip.extend>[0] = { defaultProps: { color: 'brand' } };
const table: Parameters<typeof Table.extend>[0] = { defaultProps: { verticalSpacing: 9, horizontalSpacing: 'md' } };
const tooltip: Parameters<typeof Tooltip.extend>[0] = {
  defaultProps: { openDelay: 300, withArrow: false, events: { hover: true, focus: true, touch: true } },
};

export const theme = createTheme({
  variantColorResolver,
  colors: { brand: brandScale, dark: darkGreys },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  headings: { fontWeight: '640' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600 } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    // Named, for without a name the kit leaves the ink of a chosen chip white, which fails in dark.
    Chip: chip,
    Table: table,
    NavLink: NavLink.extend({ classNames: { root: 'il-nav-link' } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        // The kit draws the title row as a `header`, which would be a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Tooltip: tooltip,
  },
});

export const variablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...cssVariables(light),
    '--mantine-color-text': light.ink,
    '--mantine-color-dimmed': light.ink2,
    '--mantine-color-placeholder': '#6b7386',
    '--mantine-color-body': light.body,
    '--mantine-color-anchor': '#3445ad',
    '--mantine-color-error': '#b3202c',
    '--mantine-color-default-border': '#d9dce5',
  },
  dark: {
    ...cssVariables(dark),
    '--mantine-color-text': dark.ink,
    '--mantine-color-dimmed': dark.ink2,
    '--mantine-color-placeholder': '#98a0b5',
    '--mantine-color-body': dark.body,
    '--mantine-color-anchor': '#a9b5ff',
    '--mantine-color-error': '#ff8f94',
    '--mantine-color-default-border': '#363c4c',
  },
});
