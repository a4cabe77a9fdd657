// Shapes of what follows from the findings of an incident: ranges, course, explanations against evidence.
import type { Value } from './types';

export interface PracticeRange {
  finding: string;
  claims: string[];
  practice: string;
  category: string;
  low: number | null;
  best: number | null;
  high: number | null;
  rule: string;
  source: string;
  words: string[];
  notes: string[];
  known: string;
  best_by: string;
}

export interface Telling {
  holder: string;
  family: string;
  outlets: string[];
  claims: string[];
  value: Value | null;
  denied: boolean;
}

export interface CourseStep {
  id: string;
  kind: string;
  phase: number | null;
  label: string;
  tellings: Telling[];
  starts: Telling[];
  ends: Telling[];
  own: boolean;
}

export interface Evidence {
  id: string;
  slot: string;
  text: string;
  families: string[];
  outlets: number;
  independent: boolean;
  claims: string[];
  proposed_by: string;
  diagnosticity: number | null;
}

export interface Rating {
  hypothesis: string;
  evidence: string;
  bearing: string;
  who: string;
  why: string;
}

export interface Assessment {
  evidence: Evidence[];
  cells: { hypothesis: string; evidence: string; bearing: string | null; ratings: Rating[] }[];
  scores: { hypothesis: string; inconsistency: number; weighted: number; rated: number; unrated: number; rank: number }[];
  sensitivity: { kind: string; what: string; before: string[]; after: string[]; leads: boolean }[];
  missing: { text: string; slot: string; who: string[]; proposed_by: string }[];
}

export interface Appraisal {
  ranges: PracticeRange[];
  criteria: { [field: string]: unknown }[];
  course: {
    steps: CourseStep[];
    orders: { first: string; second: string; first_before: Telling[]; second_before: Telling[]; together: Telling[] }[];
    words: Telling[];
    unplaced: string[];
  };
  assessment: Assessment;
  records: { source: string; family: string; figures: { slot: string; value: Value; said_at: string; note: string; reason: string; claims: string[] }[] }[];
}

export interface Hypothesis {
  id: string;
  incident: string;
  slot: string;
  code: string;
  text: string;
  held_by: string[];
  denied_by: string[];
  claims: string[];
  proposed_by: string;
}
