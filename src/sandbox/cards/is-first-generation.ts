/**
 * A card of JSON 1.0, which declares no schema; the blank card is of both kinds
 * (https://open.feishu.cn/document/feishu-cards/card-json-v2-structure).
 */
export function isFirstGeneration(card: object): boolean {
  return Object.keys(card).length > 0 && Reflect.get(card, 'schema') !== '2.0';
}
