/** The version of these packages, which are released together; a test holds it against package.json. */
export const VERSION = '0.1.0';
