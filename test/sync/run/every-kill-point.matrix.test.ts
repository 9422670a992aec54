import { killAtPoints } from './kill-points.ts';

killAtPoints({ every: 1 });
