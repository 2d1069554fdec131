"""Attendance: what a device says with a tap, hours and overtime, forgotten check-outs, the payroll's file."""
