/**
 * JSON in a text column; `Value` remembers what was written. Only this service writes its database, and a database
 * of another version is refused or migrated when it is opened, so the text is not checked again on reading.
 */
export type JsonText<Value> = string & { readonly written?: Value };

export function toJson<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value);
}

export function fromJson<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text);
}
