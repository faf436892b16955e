print("  step   lane   in the lab    here          relative difference")
for lane in lanes:
    for step, there in LAB[lane.name].items():
        if step < len(lane.losses):
            here = lane.losses[step]
            print(f"{step:6}   {lane.name}      {there:<12.6g}  {here:<12.6g}  {abs(here - there) / abs(there):.1e}")
