import { z } from 'zod';
import {
  Behaviors,
  Border,
  Color,
  Confirm,
  common,
  HorizontalAlign,
  Icon,
  layout,
  PlainText,
  Text,
  TextSize,
} from './card-values.ts';
import { interactive } from './interactive-components.ts';
import { TableShape } from './table-shape.ts';

/** A component of JSON 2.0 (https://open.feishu.cn/document/feishu-cards/card-json-v2-components/component-json-v2-overview). */
export interface Component {
  shape: z.ZodType;
  /** A column stands in a column set only. */
  where: 'anywhere' | 'root' | 'column_set';
  /** The property with the components inside. */
  holds: 'elements' | 'columns' | null;
}

function leaf(tag: string, properties: z.ZodRawShape): [string, Component] {
  const shape = z.strictObject({ tag: z.literal(tag), ...common, ...properties });
  return [tag, { shape, where: 'anywhere', holds: null }];
}

function container(
  tag: string,
  properties: z.ZodRawShape,
  { where = 'anywhere', holds = 'elements' }: Partial<Omit<Component, 'shape'>> = {},
): [string, Component] {
  const [, { shape }] = leaf(tag, { ...properties, [holds ?? 'elements']: z.array(z.unknown()) });
  return [tag, { shape, where, holds }];
}

const PersonSize = z.enum(['extra_small', 'small', 'medium', 'large']);
const ContainerWidth = z.string().regex(/^(fill|auto|\d{2,3}px)$/);

const display: [string, Component][] = [
  leaf('markdown', {
    content: z.string(),
    i18n_content: z.record(z.string(), z.string()).optional(),
    text_size: TextSize.optional(),
    text_align: HorizontalAlign.optional(),
    icon: Icon.optional(),
  }),
  leaf('div', {
    text: Text.optional(),
    fields: z.array(z.strictObject({ is_short: z.boolean().optional(), text: Text })).optional(),
    icon: Icon.optional(),
    width: ContainerWidth.optional(),
  }),
  leaf('hr', {}),
  leaf('img', {
    img_key: z.string(),
    alt: PlainText,
    title: Text.optional(),
    scale_type: z.enum(['crop_center', 'crop_top', 'fit_horizontal']).optional(),
    size: z.string().optional(),
    corner_radius: z.string().optional(),
    transparent: z.boolean().optional(),
    preview: z.boolean().optional(),
  }),
  leaf('img_combination', {
    combination_mode: z.enum(['double', 'triple', 'bisect', 'trisect', 'nine']),
    combination_transparent: z.boolean().optional(),
    corner_radius: z.string().optional(),
    img_list: z.array(z.strictObject({ img_key: z.string() })),
  }),
  leaf('person', {
    user_id: z.string(),
    size: PersonSize.optional(),
    show_avatar: z.boolean().optional(),
    show_name: z.boolean().optional(),
    style: z.enum(['normal', 'capsule']).optional(),
  }),
  leaf('person_list', {
    persons: z.array(z.strictObject({ id: z.string() })),
    size: PersonSize.optional(),
    show_avatar: z.boolean().optional(),
    show_name: z.boolean().optional(),
    lines: z.int().positive().optional(),
    drop_invalid_user_id: z.boolean().optional(),
    icon: Icon.optional(),
  }),
  leaf('chart', {
    chart_spec: z.record(z.string(), z.unknown()),
    aspect_ratio: z.enum(['1:1', '2:1', '4:3', '16:9']).optional(),
    height: z.string().optional(),
    color_theme: z.string().optional(),
    preview: z.boolean().optional(),
  }),
  ['table', { shape: TableShape, where: 'root', holds: null }],
];

const containers: [string, Component][] = [
  container(
    'column_set',
    {
      flex_mode: z.enum(['none', 'stretch', 'flow', 'bisect', 'trisect']).optional(),
      horizontal_spacing: layout.horizontal_spacing,
      horizontal_align: layout.horizontal_align,
      background_style: Color.optional(),
      action: z.strictObject({ multi_url: z.record(z.string(), z.string()) }).optional(),
    },
    { holds: 'columns' },
  ),
  container(
    'column',
    {
      ...layout,
      width: z
        .string()
        .regex(/^(auto|weighted|\d{2,3}px)$/)
        .optional(),
      weight: z.int().min(1).max(5).optional(),
      background_style: Color.optional(),
      action: z.strictObject({ multi_url: z.record(z.string(), z.string()) }).optional(),
    },
    { where: 'column_set' },
  ),
  container('form', { ...layout, name: z.string().optional() }, { where: 'root' }),
  container('interactive_container', {
    ...layout,
    width: ContainerWidth.optional(),
    height: z.string().optional(),
    corner_radius: z.string().optional(),
    background_style: Color.optional(),
    has_border: z.boolean().optional(),
    border_color: Color.optional(),
    behaviors: Behaviors.optional(),
    hover_tips: PlainText.optional(),
    disabled: z.boolean().optional(),
    disabled_tips: PlainText.optional(),
    confirm: Confirm.optional(),
  }),
  container('collapsible_panel', {
    ...layout,
    expanded: z.boolean().optional(),
    background_color: Color.optional(),
    border: Border.optional(),
    header: z.strictObject({
      title: z.strictObject({ tag: z.enum(['plain_text', 'markdown']), content: z.string() }),
      background_color: Color.optional(),
      vertical_align: layout.vertical_align,
      padding: layout.padding,
      position: z.enum(['top', 'bottom']).optional(),
      width: z.enum(['fill', 'auto', 'auto_when_fold']).optional(),
      icon: Icon.optional(),
      icon_position: z.enum(['left', 'right', 'follow_text']).optional(),
      icon_expanded_angle: z.int().optional(),
    }),
  }),
];

export const components: ReadonlyMap<string, Component> = new Map([
  ...display,
  ...containers,
  ...Object.entries(interactive).map(([tag, properties]) => leaf(tag, properties)),
]);
