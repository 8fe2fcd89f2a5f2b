"""What an answer is worth and which questions a paper holds; twin of ``frontend/src/quiz``.

Whole-number points in hundredths, so that Python and the browser agree to the last digit.
"""
