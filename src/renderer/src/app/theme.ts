import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Kbd,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { dark, fonts, light, measures, type Palette, paletteVariables } from '#renderer/ui'

const ink = ['#f4f2ee', '#e5e1da', '#cfc9bf', '#b8b2a8', '#9c958a', '#7d766c', '#6a645c', '#55504a', '#3b3732', '#26231f'] as const
const small = { defaultProps: { size: 'xs' } }
/** What opens over a page is a part of it: in `main`, where those who do not see look for it. */
const inMain = { portalProps: { target: 'main' } }
const choice = { defaultProps: { size: 'xs', comboboxProps: inMain } }
/** The page itself never scrolls: nothing is to be locked, and the style element that locks would have no nonce. */
const overlay = { defaultProps: { lockScroll: false, transitionProps: { duration: 90 }, overlayProps: { backgroundOpacity: 0.35 } } }

/** Mantine in our look: small controls, ink for the one action of a page, sharp corners, quick transitions. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: 9,
  autoContrast: true,
  luminanceThreshold: 0.179,
  colors: {
    ink: [...ink],
    gray: ['#fbfaf8', '#f4f2ee', '#eae6df', '#e5e1da', '#cfc9bf', '#b8b2a8', '#8c857b', '#6a645c', '#3b3732', '#26231f'],
    dark: ['#ebe7e0', '#b8b2a8', '#9c958a', '#7d766c', '#45413b', '#2f2c28', '#1f1d1a', '#161513', '#12110f', '#0e0d0c'],
  },
  black: light.ink,
  white: light.raised,
  fontFamily: fonts.text,
  fontFamilyMonospace: fonts.code,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.25' },
  headings: {
    fontFamily: fonts.text,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.25' },
      h2: { fontSize: '14px', lineHeight: '1.4' },
      h3: { fontSize: '13px', lineHeight: '1.4' },
    },
  },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  shadows: {
    xs: 'none',
    sm: '0 1px 2px rgb(0 0 0 / 8%)',
    md: '0 4px 16px rgb(0 0 0 / 14%)',
    lg: '0 8px 28px rgb(0 0 0 / 18%)',
    xl: '0 12px 40px rgb(0 0 0 / 22%)',
  },
  variantColorResolver: (input) => {
    const isPlain = input.color === undefined || input.color === 'ink'
    if (isPlain && input.variant === 'filled')
      return { background: 'var(--action)', hover: 'var(--action-hover)', color: 'var(--on-action)', border: '1px solid transparent' }
    if (isPlain && (input.variant === 'subtle' || input.variant === 'transparent'))
      return { background: 'transparent', hover: 'var(--hover)', color: 'var(--ink-soft)', border: '1px solid transparent' }
    return defaultVariantColorsResolver(input)
  },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 28 } }),
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    Checkbox: Checkbox.extend(small),
    Drawer: Drawer.extend(overlay),
    Kbd: Kbd.extend(small),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false, ...inMain },
    }),
    Modal: Modal.extend({ ...overlay, defaultProps: { ...overlay.defaultProps, centered: true } }),
    MultiSelect: MultiSelect.extend(choice),
    NumberInput: NumberInput.extend(small),
    SegmentedControl: SegmentedControl.extend({ ...small, vars: () => ({ root: { '--sc-padding': '2px 10px' } }) }),
    Select: Select.extend(choice),
    Switch: Switch.extend(small),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Textarea: Textarea.extend(small),
    TextInput: TextInput.extend(small),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, events: { hover: true, focus: true, touch: false }, withArrow: false } }),
  },
})

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: Object.fromEntries(Object.entries(measures).map(([name, value]) => [`--${kebab(name)}`, `${value}px`])),
  light: scheme(light),
  dark: scheme(dark),
})

/** Our palette, and Mantine's own variables said in it. */
function scheme(palette: Palette): Record<string, string> {
  return {
    ...paletteVariables(palette),
    '--mantine-color-body': palette.paper,
    '--mantine-color-text': palette.ink,
    '--mantine-color-bright': palette.ink,
    '--mantine-color-dimmed': palette.inkSoft,
    '--mantine-color-placeholder': palette.inkFaint,
    '--mantine-color-anchor': palette.ink,
    '--mantine-color-default': palette.raised,
    '--mantine-color-default-hover': palette.hover,
    '--mantine-color-default-color': palette.ink,
    '--mantine-color-default-border': palette.edge,
    '--mantine-color-disabled': palette.sunken,
    '--mantine-color-disabled-color': palette.inkFaint,
    '--mantine-color-disabled-border': palette.rule,
    '--mantine-color-error': palette.bad,
    '--mantine-color-success': palette.good,
    '--mantine-primary-color-filled': palette.action,
    '--mantine-primary-color-filled-hover': palette.actionHover,
    '--mantine-primary-color-contrast': palette.onAction,
    '--mantine-color-ink-outline': palette.ink,
    '--mantine-color-ink-light-color': palette.ink,
  }
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
