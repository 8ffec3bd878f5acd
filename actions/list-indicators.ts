import { defineAction } from '../src/catalogue/define-action.ts';
import { listIndicators } from '../src/defender/indicators/indicators.ts';

export default defineAction('list-indicators', ({ params, defender }) => listIndicators(defender, params));
