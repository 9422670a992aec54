import { z } from 'zod';
import { CardLink, Color, Icon, layout, Padding, PlainText, Text } from './card-values.ts';

const Config = z.strictObject({
  // Cards of JSON 2.0 are always shared.
  update_multi: z.literal(true).optional(),
  enable_forward: z.boolean().optional(),
  enable_forward_interaction: z.boolean().optional(),
  width_mode: z.enum(['default', 'compact', 'fill']).optional(),
  use_custom_translation: z.boolean().optional(),
  streaming_mode: z.boolean().optional(),
  streaming_config: z.record(z.string(), z.unknown()).optional(),
  summary: z
    .strictObject({ content: z.string(), i18n_content: z.record(z.string(), z.string()).optional() })
    .optional(),
  locales: z.array(z.string()).optional(),
  style: z
    .strictObject({
      text_size: z.record(z.string(), z.unknown()).optional(),
      color: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

const TextTag = z.strictObject({
  tag: z.literal('text_tag'),
  element_id: z.string().optional(),
  text: PlainText.optional(),
  color: Color.optional(),
});

const Header = z.strictObject({
  title: Text,
  subtitle: Text.optional(),
  text_tag_list: z.array(TextTag).optional(),
  i18n_text_tag_list: z.record(z.string(), z.array(TextTag)).optional(),
  template: z
    .enum([
      'blue',
      'wathet',
      'turquoise',
      'green',
      'yellow',
      'orange',
      'red',
      'carmine',
      'violet',
      'purple',
      'indigo',
      'grey',
      'default',
    ])
    .optional(),
  icon: Icon.optional(),
  padding: Padding.optional(),
});

/**
 * A card but for its components (https://open.feishu.cn/document/feishu-cards/card-json-v2-structure). Cards of
 * JSON 1.0, which have no `schema`, are not stood in for.
 */
export const CardShape = z.strictObject({
  schema: z.literal('2.0'),
  config: Config.optional(),
  card_link: CardLink.optional(),
  header: Header.optional(),
  body: z.strictObject({ ...layout, elements: z.array(z.unknown()).optional() }).optional(),
});
