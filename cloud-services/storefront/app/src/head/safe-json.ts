/** JSON that may stand in a script element: nothing in it ends the element. */
export const safeJson = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c');
