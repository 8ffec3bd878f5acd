import { defineAction } from '../src/catalogue/define-action.ts';
import { listIndicators } from '../src/defender/indicators/indicators.ts';

/** Lists active indicators. With `Ti.ReadWrite` Defender shows only those that this application made. */
export default defineAction('list-indicators', ({ params, defender }) => listIndicators(defender, params));
