import { z } from 'zod';
import { Behaviors, Confirm, common, Icon, PlainText, Text } from './card-values.ts';

const Width = z.string().regex(/^(default|auto|fill|\d{1,4}px)$/);

/** What all may have that can be pressed or filled in; `name` is theirs inside a form. */
const acting = {
  name: z.string().optional(),
  disabled: z.boolean().optional(),
  disabled_tips: PlainText.optional(),
  hover_tips: PlainText.optional(),
  confirm: Confirm.optional(),
  behaviors: Behaviors.optional(),
};
const filledIn = {
  ...acting,
  placeholder: PlainText.optional(),
  required: z.boolean().optional(),
  width: Width.optional(),
};

const button = {
  ...acting,
  text: PlainText.optional(),
  icon: Icon.optional(),
  type: z
    .enum([
      'default',
      'primary',
      'danger',
      'text',
      'primary_text',
      'danger_text',
      'primary_filled',
      'danger_filled',
      'laser',
    ])
    .optional(),
  size: z.enum(['tiny', 'small', 'medium', 'large']).optional(),
  width: Width.optional(),
  form_action_type: z.enum(['submit', 'reset']).optional(),
};

const Choice = z.strictObject({
  text: PlainText,
  value: z.string(),
  icon: Icon.optional(),
});
const select = { ...filledIn, type: z.enum(['default', 'text']).optional() };
const one = { initial_option: z.string().optional(), initial_index: z.int().optional() };
const several = { selected_values: z.array(z.string()).optional() };
const People = z.array(z.strictObject({ value: z.string() }));

/** The components people press or fill in, each with its properties. */
export const interactive: Readonly<Record<string, z.ZodRawShape>> = {
  button,
  input: {
    ...filledIn,
    label: PlainText.optional(),
    label_position: z.enum(['top', 'left']).optional(),
    default_value: z.string().optional(),
    max_length: z.int().min(1).max(1000).optional(),
    input_type: z.enum(['text', 'password', 'multiline_text']).optional(),
    show_icon: z.boolean().optional(),
    rows: z.int().positive().optional(),
    auto_resize: z.boolean().optional(),
    max_rows: z.int().positive().optional(),
  },
  select_static: { ...select, ...one, options: z.array(Choice) },
  multi_select_static: { ...select, ...several, options: z.array(Choice) },
  select_person: { ...select, ...one, options: People.optional() },
  multi_select_person: { ...select, ...several, options: People.optional() },
  date_picker: { ...filledIn, initial_date: z.iso.date().optional() },
  picker_time: { ...filledIn, initial_time: z.string().optional() },
  picker_datetime: { ...filledIn, initial_datetime: z.string().optional() },
  checker: {
    ...acting,
    checked: z.boolean().optional(),
    text: Text.optional(),
    overall_checkable: z.boolean().optional(),
    button_area: z
      .strictObject({
        pc_display_rule: z.enum(['always', 'on_hover']).optional(),
        buttons: z.array(z.strictObject({ tag: z.literal('button'), ...common, ...button })),
      })
      .optional(),
    checked_style: z
      .strictObject({ show_strikethrough: z.boolean().optional(), opacity: z.number().optional() })
      .optional(),
  },
  overflow: {
    ...acting,
    width: Width.optional(),
    options: z.array(Choice.extend({ multi_url: z.record(z.string(), z.string()).optional() })),
  },
  select_img: {
    ...acting,
    required: z.boolean().optional(),
    multi_select: z.boolean().optional(),
    layout: z.enum(['stretch', 'bisect', 'trisect']).optional(),
    style: z.enum(['normal', 'laser']).optional(),
    can_preview: z.boolean().optional(),
    aspect_ratio: z.enum(['1:1', '4:3', '16:9']).optional(),
    options: z.array(
      z.strictObject({
        img_key: z.string(),
        value: z.string(),
        disabled: z.boolean().optional(),
        disabled_tips: PlainText.optional(),
        hover_tips: PlainText.optional(),
      }),
    ),
  },
};
