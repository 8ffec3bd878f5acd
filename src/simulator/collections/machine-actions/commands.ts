import type { MachineAction } from '../../../generated/types.ts';
import type { Course } from '../../tenant/course.ts';
import { wireTime } from '../../tenant/time.ts';

/** One command of a live response action, as the service shows it. */
export type CommandView = NonNullable<MachineAction['commands']>[number];

/**
 * The commands as they are now: they run one after another, each for an equal part of the action's time. If the action ends
 * as Failed, its last command fails; with any other end but Succeeded no command runs.
 */
export function viewCommands(
  commands: readonly CommandView[],
  course: Course,
  ending: string,
  now: number,
  speed: number,
): CommandView[] {
  const begins = course.createdAt + (course.waits * 1000) / speed;
  const share = ((course.takes - course.waits) * 1000) / speed / commands.length;
  const isRun = ending === 'Succeeded' || ending === 'Failed';
  return commands.map((command, index) => {
    const [start, end] = [begins + index * share, begins + (index + 1) * share];
    if (!isRun || now < start) return command;
    const started = { ...command, startTime: wireTime(start) };
    if (now < end) return started;
    const isFailed = ending === 'Failed' && index === commands.length - 1;
    const outcome = isFailed
      ? { commandStatus: 'Failed', errors: ['The command could not be carried out.'] }
      : { commandStatus: 'Completed' };
    return { ...started, endTime: wireTime(end), ...outcome };
  });
}
