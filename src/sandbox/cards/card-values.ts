import { z } from 'zod';

/** Values that properties of many components share (https://open.feishu.cn/document/feishu-cards/card-json-v2-structure). */

const colors =
  'default|neutral|grey|black|white|bg-white|blue|wathet|turquoise|indigo|green|lime|yellow|orange|red|carmine|purple|violet';

/** A name, one of its shades, an RGBA value, or a color of `config.style`; never `#RRGGBB`. */
export const Color = z.string().regex(new RegExp(`^((${colors})(-\\d{2,3})?|rgba\\([\\d., %]+\\)|cus-.+)$`));

const sizes =
  'heading|heading-[0-4]|normal|notation|xxxx-large|xxx-large|xx-large|x-large|large|medium|small|x-small';
export const TextSize = z.string().regex(new RegExp(`^(${sizes}|cus-.+)$`));

const pixels = '\\d{1,3}px';
const spacings = 'small|medium|large|extra_large';
const Spacing = z.string().regex(new RegExp(`^(${spacings}|${pixels})$`));
/** One to four lengths. */
export const Padding = z.string().regex(/^(0|\d{1,2}px)( (0|\d{1,2}px)){0,3}$/);
const Margin = z.string().regex(/^(0|-?\d{1,2}px)( (0|-?\d{1,2}px)){0,3}$/);

export const HorizontalAlign = z.enum(['left', 'center', 'right']);
export const VerticalAlign = z.enum(['top', 'center', 'bottom']);
const Direction = z.enum(['vertical', 'horizontal']);
const ElementId = z.string().regex(/^[A-Za-z]\w{0,19}$/);
const Translations = z.record(z.string(), z.string());

const textProperties = {
  element_id: ElementId.optional(),
  content: z.string(),
  i18n_content: Translations.optional(),
  text_size: TextSize.optional(),
  text_color: Color.optional(),
  text_align: HorizontalAlign.optional(),
  lines: z.int().positive().optional(),
};
export const PlainText = z.strictObject({ tag: z.literal('plain_text'), ...textProperties });
const LarkText = z.strictObject({ tag: z.literal('lark_md'), ...textProperties });
export const Text = z.discriminatedUnion('tag', [PlainText, LarkText]);

export const Icon = z.strictObject({
  tag: z.enum(['standard_icon', 'custom_icon']),
  token: z.string().optional(),
  img_key: z.string().optional(),
  color: Color.optional(),
  size: z.string().optional(),
});

export const Border = z.strictObject({ color: Color.optional(), corner_radius: z.string().optional() });
export const Confirm = z.strictObject({ title: PlainText, text: PlainText });

const urls = {
  pc_url: z.string().optional(),
  ios_url: z.string().optional(),
  android_url: z.string().optional(),
};
export const CardLink = z.strictObject({ url: z.string().optional(), ...urls });
const Behavior = z.discriminatedUnion('type', [
  // A plain string is documented too, but callbacks with one have been seen to fail.
  z.strictObject({ type: z.literal('callback'), value: z.record(z.string(), z.unknown()) }),
  z.strictObject({ type: z.literal('open_url'), default_url: z.string(), ...urls }),
  z.strictObject({ type: z.literal('form_action'), behavior: z.enum(['submit', 'reset']) }),
]);
export const Behaviors = z.array(Behavior);

/** Where a container puts what it holds. */
export const layout = {
  direction: Direction.optional(),
  padding: Padding.optional(),
  horizontal_spacing: Spacing.optional(),
  horizontal_align: HorizontalAlign.optional(),
  vertical_spacing: Spacing.optional(),
  vertical_align: VerticalAlign.optional(),
};

/** What every component may have. */
export const common = { element_id: ElementId.optional(), margin: Margin.optional() };
