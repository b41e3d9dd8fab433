/**
 * Every maximum of rules and reviews, in one place. Closed reviews are checked against them on every device, so
 * none may become smaller. Texts are counted in UTF-16 units.
 */
export const budgetLimits = {
  bucketsMin: 2,
  bucketsMax: 6,
  bucketIdCharactersMax: 32,
  bucketNameCharactersMax: 100,
  /** The text of a rule, such as "50/30/20". */
  ruleCharactersMax: 60,

  /** Periods that an average of income looks back. */
  averagePeriodsMin: 2,
  averagePeriodsMax: 24,

  notesCharactersMax: 2_000,
  warningsMax: 50,
  warningCharactersMax: 500,
  /** Key of what a review was imported from. */
  sourceCharactersMax: 128,
} as const;
