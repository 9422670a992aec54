const labels = new Map([
  ['nickname', '昵称'],
  ['phone', '手机号'],
]);

/** The name staff know for a learner field; extra fields have it already. */
export function fieldLabel(field: string): string {
  return labels.get(field) ?? field;
}
