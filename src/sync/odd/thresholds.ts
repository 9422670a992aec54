/**
 * From where on a file is odd enough to ask a person. An ordinary week must pass without any question (`test/year/` lives
 * through 52 of them), and whoever is asked too often presses 确认 without reading. So each figure lies well above what weeks
 * bring, and well below what an accident does.
 */
export const thresholds = {
  manyUpdates: {
    /** Among fewer known learners a share says nothing: three of eight may simply have renamed themselves. */
    known: 20,
    /** One person in four renames in a year; a column that slipped changes nearly everybody. */
    share: 0.3,
    /** So many can be looked through on the card, and so few are no catastrophe. */
    learners: 10,
  },
  columnsSwapped: {
    /** Some people put their phone where their name belongs; most never do. */
    share: 0.5,
  },
  oddIds: {
    /** Another shop or a wrong column changes all ids; two people with old ids change nothing. */
    share: 0.5,
    /** Fewer are soon deleted by hand. */
    ids: 5,
    /** A shape that so many learners have is one of this Base, such as that of a company whose list comes each year. */
    learnersOfShape: 5,
    /** In a Base with fewer learners nobody can say what is usual. */
    filledBase: 20,
  },
  courseSimilar: {
    /** A typing error is one character; two names of one length that differ in two are mostly two courses. */
    typedApart: 1,
    /** People who sit in two courses on one day are rare; half of a roster that does is the same course under two names. */
    share: 0.5,
    rows: 5,
    /** Of the longer name: what differs in more is no spelling of it, even if the same people come on the same day. */
    nameShare: 0.5,
  },
  dateFar: {
    /** The course of this day a year ago may be entered late, leap years included; what is older is a wrong year. */
    daysBack: 366,
    /** Courses are sold a season ahead. */
    daysAhead: 90,
  },
} as const;
