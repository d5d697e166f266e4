-- A gate goes with all that was measured and decided on it, by a signed disposal alone (foundation.may_go).
create function gates.remove_gate(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform foundation.must_go('gate', which);
  -- A gate and its decisions point at each other.
  update gates.gate set state = 'open', conditional_until = null, decision_id = null, evaluation_id = null where id = which;
  update gates.criterion set result_id = null where gate_id = which;
  delete from gates.external_check where gate_id = which;
  delete from gates.waiver where gate_id = which;
  delete from gates.result where gate_id = which;
  delete from gates.decision where gate_id = which;
  delete from gates.evaluation where gate_id = which;
  delete from gates.criterion where gate_id = which;
  delete from gates.gate where id = which;
end
$$;
