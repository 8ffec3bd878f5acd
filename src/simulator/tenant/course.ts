/** How an asynchronous operation runs, in simulated seconds after its creation. */
export interface Course {
  /** Real time of creation, milliseconds since 1970. */
  createdAt: number;
  /** Simulated seconds it waits before it begins. */
  waits: number;
  /** Simulated seconds from creation to the end. */
  takes: number;
}

/** The stage that a course has reached. */
export interface Progress {
  stage: 'waiting' | 'running' | 'ended';
  /** Real time the present stage began, milliseconds since 1970. */
  since: number;
}

/**
 * Computes the stage of a course from the clock, without timers: at speed 60 a simulated minute is a real second. Times stay
 * real, because clients compare them with their own clock and with the Date header.
 */
export function progress(course: Course, now: number, speed: number): Progress {
  const begins = course.createdAt + (course.waits * 1000) / speed;
  const ends = course.createdAt + (course.takes * 1000) / speed;
  if (now >= ends) return { stage: 'ended', since: ends };
  if (now >= begins) return { stage: 'running', since: begins };
  return { stage: 'waiting', since: course.createdAt };
}
