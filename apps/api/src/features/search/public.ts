export { SearchUpkeep } from './index/upkeep.service.ts';
