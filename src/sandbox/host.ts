/** The service within whose process the stand-in runs. */
export interface Host {
  /** Path of the page on which people upload rosters, at the address of the stand-in's own pages. */
  uploadPage: string;
  /**
   * Lets the Base be started anew at a moment at which nobody writes to it, and forgets what it knew of the old one.
   * @throws an error with an HTTP `status` and a sentence for people if that is not possible now
   */
  aroundReset(reset: () => void): Promise<void>;
}
