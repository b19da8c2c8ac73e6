"""What trainees and the room are told after grading."""
