/** How one asynchronous thing runs, in simulated seconds after its creation. */
export interface Course {
  /** Real time of creation, milliseconds since 1970. */
  createdAt: number;
  /** Simulated seconds it waits before it begins. */
  waits: number;
  /** Simulated seconds from creation to the end. */
  takes: number;
}

/** Where a course has got to. */
export interface Progress {
  stage: 'waiting' | 'running' | 'ended';
  /** Real time the present stage began, milliseconds since 1970. */
  since: number;
}

/**
 * The stage of a course, worked out from the clock and never by a timer: speed 60 makes a simulated minute a real second.
 * Times stay real, because clients compare them with their own clock and with the Date header.
 */
export function progress(course: Course, now: number, speed: number): Progress {
  const begins = course.createdAt + (course.waits * 1000) / speed;
  const ends = course.createdAt + (course.takes * 1000) / speed;
  if (now >= ends) return { stage: 'ended', since: ends };
  if (now >= begins) return { stage: 'running', since: begins };
  return { stage: 'waiting', since: course.createdAt };
}
