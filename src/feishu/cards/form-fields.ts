/** Names of the fields in a card's form: under them the form is drawn, and its values come back. */
export const formFields = { course: 'course', day: 'day', sheets: 'sheets' } as const;
