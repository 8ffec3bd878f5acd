const longDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The three date formats that a recipient must accept: RFC 9110, section 5.6.7. */
function formatsOf(date: Date): string[] {
  const usual = date.toUTCString();
  const [day, dayOfMonth, month, year, time] = usual.split(/,? /) as [string, string, string, string, string];
  return [
    usual,
    `${longDays[date.getUTCDay()]}, ${dayOfMonth}-${month}-${year.slice(-2)} ${time} GMT`,
    `${day} ${month} ${dayOfMonth.replace(/^0/, ' ')} ${time} ${year}`,
  ];
}

/**
 * An HTTP date in milliseconds since 1970; undefined for anything else. `Date.parse` alone reads `5` as a day in May and
 * 31 February as one in March, so the result must format to the same text again.
 */
export function httpDate(text = ''): number | undefined {
  const date = new Date(text.endsWith(' GMT') ? text : `${text} GMT`);
  return !Number.isNaN(date.getTime()) && formatsOf(date).includes(text) ? date.getTime() : undefined;
}
