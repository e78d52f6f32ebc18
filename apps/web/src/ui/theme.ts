import { type MantineColorsTuple, type VariantColorsResolver, createTheme } from '@mantine/core';
import classes from './theme.module.css';

/** A colour of the tokens as Mantine wants it: ten steps, lightest first. */
const tuple = (name: string) => Array.from({ length: 10 }, (_, step) => `var(--p-${name}-${step})`) as unknown as MantineColorsTuple;

/** How a button of a variant is coloured; `mantine.css` says what each name is in light and dark. */
const coloursOf: VariantColorsResolver = ({ color = 'canard', variant }) => {
  const name = `--mantine-color-${color}`;
  switch (variant) {
    case 'filled':
      return {
        background: `var(${name}-filled)`,
        hover: `var(${name}-filled-hover)`,
        color: `var(${name}-contrast)`,
        border: '1px solid transparent',
      };
    case 'light':
      return {
        background: `var(${name}-light)`,
        hover: `var(${name}-light-hover)`,
        color: `var(${name}-light-color)`,
        border: '1px solid transparent',
      };
    case 'outline':
      return {
        background: 'transparent',
        hover: `var(${name}-outline-hover)`,
        color: `var(${name}-outline)`,
        border: `1px solid var(${name}-outline)`,
      };
    case 'subtle':
      return {
        background: 'transparent',
        hover: 'var(--p-surface-hover)',
        color: color === 'canard' ? 'var(--p-text-2)' : `var(${name}-text)`,
        border: '1px solid transparent',
      };
    case 'transparent':
      return { background: 'transparent', hover: 'transparent', color: `var(${name}-text)`, border: '1px solid transparent' };
    default:
      return {
        background: 'var(--p-surface)',
        hover: 'var(--p-surface-hover)',
        color: 'var(--p-text)',
        border: '1px solid var(--p-border-strong)',
      };
  }
};

const field = {
  input: classes['input'] ?? '',
  label: classes['label'] ?? '',
  required: classes['required'] ?? '',
  description: classes['description'] ?? '',
  error: classes['error'] ?? '',
};

/** Most fields are required: it is the optional ones that say so, in words. */
const unmarked = { withAsterisk: false };

/** The `<header>` of a dialog would count as a second banner of the page. */
const noBanner = { header: { role: 'presentation' } };

/** Mantine's parts with the look of the tokens. */
export const theme = createTheme({
  colors: { canard: tuple('canard'), brique: tuple('brique'), gray: tuple('pierre'), dark: tuple('nuit') },
  primaryColor: 'canard',
  primaryShade: { light: 6, dark: 4 },
  variantColorResolver: coloursOf,
  fontFamily: 'var(--p-font-ui)',
  fontFamilyMonospace: 'var(--p-font-mono)',
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects: `Select.extend` and the like would load every part with the first screen.
  components: {
    Button: { defaultProps: { size: 'sm' }, classNames: { root: classes['button'] ?? '' } },
    TextInput: { defaultProps: unmarked, classNames: field },
    PasswordInput: {
      defaultProps: { ...unmarked, rightSectionWidth: 44 },
      classNames: { ...field, visibilityToggle: classes['reveal'] ?? '' },
    },
    Textarea: { defaultProps: unmarked, classNames: field },
    Checkbox: {
      defaultProps: { size: 'xs' },
      classNames: { inner: classes['checkInner'] ?? '', input: classes['check'] ?? '', label: classes['checkLabel'] ?? '' },
    },
    NativeSelect: { defaultProps: unmarked, classNames: field },
    Select: {
      defaultProps: { ...unmarked, allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } },
      classNames: { ...field, dropdown: classes['dropdown'] ?? '', option: classes['item'] ?? '' },
    },
    Menu: {
      // Without the placeholder: a menu may hold nothing that takes the focus but its items (WAI-ARIA 1.2, menu).
      defaultProps: {
        position: 'bottom-end',
        offset: 4,
        withinPortal: true,
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
      },
      classNames: {
        dropdown: classes['dropdown'] ?? '',
        item: classes['item'] ?? '',
        label: classes['menuLabel'] ?? '',
        divider: classes['divider'] ?? '',
      },
    },
    Modal: {
      // The library holds the page behind by an inline style element, which the content security policy refuses.
      defaultProps: {
        centered: true,
        lockScroll: false,
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 120 },
        attributes: noBanner,
      },
      classNames: {
        inner: classes['modalInner'] ?? '',
        overlay: classes['overlay'] ?? '',
        content: classes['modal'] ?? '',
        header: classes['modalHead'] ?? '',
        title: classes['title'] ?? '',
        close: classes['modalClose'] ?? '',
        body: classes['modalBody'] ?? '',
      },
    },
  },
});
