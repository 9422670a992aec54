/** The sync stops between two calls because somebody wants it to; nothing is broken. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** `canceled`: by a person, for good. `shutdown`: this process stops working on it, another run will go on. */
  readonly kind: 'canceled' | 'shutdown';

  constructor(kind: 'canceled' | 'shutdown') {
    super(kind);
    this.kind = kind;
  }
}
